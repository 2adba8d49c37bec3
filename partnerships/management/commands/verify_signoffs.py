from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.immutable_rows import missing_triggers
from partnerships.management.commands.check_triggers import GUARDED, missing_in_words
from partnerships.signing.verification import unknown_keys, verify

#: So many are named where a key is unknown; it may be all of them.
SHOWN: Final = 5


class Command(BaseCommand):
    help = (
        "Work out anew the digests of everything that was submitted for signature, with the keys of this "
        "installation, and see that nothing is missing and the database guards it. Names what differs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--without-keys",
            action="store_true",
            help="go on where a key is lost: what it sealed is looked at in every other way",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        faults = []
        if missing := missing_triggers():
            faults.append(missing_in_words(missing))
        else:
            self.stdout.write(str(GUARDED))
        count = wrong = 0
        for checked in verify():
            count += 1
            wrong += bool(checked.faults)
            for fault in checked.faults:
                self.stderr.write(f"{checked}: {fault}")
        said = ngettext("%(count)s sign-off checked.", "%(count)s sign-offs checked.", count)
        self.stdout.write(said % {"count": count})
        if wrong:
            faults.append(ngettext("%(count)s differs.", "%(count)s differ.", wrong) % {"count": wrong})
        if not options["without_keys"]:
            faults += [_unknown(key, names) for key, names in sorted(unknown_keys().items())]
        if faults:
            raise CommandError("\n".join(faults), returncode=1)
        self.stdout.write(_("Everything is as it was signed."))


def _unknown(key: str, names: list[str]) -> str:
    said = ngettext(
        "%(count)s is sealed with another key than SIGNING_KEY or one of SIGNING_KEY_FALLBACKS (%(names)s; "
        "the id of the key is %(key)s). Put that key back.",
        "%(count)s are sealed with another key than SIGNING_KEY or one of SIGNING_KEY_FALLBACKS (%(names)s; "
        "the id of the key is %(key)s). Put that key back.",
        len(names),
    )
    shown = ", ".join([*names[:SHOWN], *(["…"] if names[SHOWN:] else [])])
    return said % {"count": len(names), "names": shown, "key": key}
