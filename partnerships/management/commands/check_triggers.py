from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from common.immutable_rows import missing_triggers


class Command(BaseCommand):
    help = "See whether the database refuses to change what is final, and name the triggers that are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        if missing := missing_triggers():
            said = _("These triggers are missing, so what is final could be changed: %(names)s")
            raise CommandError(said % {"names": ", ".join(missing)}, returncode=1)
        self.stdout.write(_("The database guards everything that is final."))
