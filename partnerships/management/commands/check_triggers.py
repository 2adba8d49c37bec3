from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.immutable_rows import missing_triggers

GUARDED = gettext_lazy("The database guards everything that is final.")


class Command(BaseCommand):
    help = "See whether the database refuses to change what is final, and name the triggers that are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        if missing := missing_triggers():
            raise CommandError(missing_in_words(missing), returncode=1)
        self.stdout.write(str(GUARDED))


def missing_in_words(names: list[str]) -> str:
    said = _("These triggers are missing, so what is final could be changed: %(names)s")
    return said % {"names": ", ".join(names)}
