from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.signing.verification import verify


class Command(BaseCommand):
    help = "Work out anew the digest of everything that was put up for signature, and name what differs."

    def handle(self, *args: Any, **options: Any) -> None:
        count = wrong = 0
        for sign_off, faults in verify():
            count += 1
            wrong += bool(faults)
            for fault in faults:
                said = f"{sign_off.partnership.reference} {sign_off.name} “{sign_off.title}”: {fault}"
                self.stderr.write(said)
        checked = ngettext("%(count)s sign-off checked.", "%(count)s sign-offs checked.", count)
        self.stdout.write(checked % {"count": count})
        if wrong:
            said = ngettext("%(count)s differs.", "%(count)s differ.", wrong)
            raise CommandError(said % {"count": wrong}, returncode=1)
        self.stdout.write(_("Everything is as it was signed."))
