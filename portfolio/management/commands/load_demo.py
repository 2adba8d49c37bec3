from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.people.models import Person
from portfolio.demo.partnerships import load
from portfolio.demo.people import COMPANIES, PASSWORD, PEOPLE, Somebody


class Command(BaseCommand):
    help = "Load two customers, two suppliers and their partnerships to try the product out with."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                _("The demo data has a password that everybody knows: it is loaded only where DEBUG is on.")
            )
        if Person.objects.filter(email=PEOPLE[0].email).exists():
            self.stdout.write(_("The demo data is here already."))
        else:
            load(timezone.localdate(timezone=ZoneInfo(COMPANIES[0].time_zone)))
            self.stdout.write(_("The demo data is loaded."))
        self._print_sign_ins()

    def _print_sign_ins(self) -> None:
        width = max(len(somebody.email) for somebody in PEOPLE)
        for company in COMPANIES:
            self.stdout.write(f"\n{company.name}")
            for somebody in PEOPLE:
                if somebody.company == company.key:
                    name = f"{somebody.given_name} {somebody.family_name}"
                    self.stdout.write(f"  {somebody.email:<{width}}  {name:<14}  {does(somebody)}")
        self.stdout.write("\n" + _("Password for everybody: %(password)s") % {"password": PASSWORD})


def does(somebody: Somebody) -> str:
    rights = [str(somebody.part.label)]
    if somebody.is_administrator:
        rights.append(_("administrator"))
    if somebody.is_officer:
        rights.append(_("officer"))
    if somebody.is_operator:
        rights.append(_("operator"))
    return ", ".join(rights)
