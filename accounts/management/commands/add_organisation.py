from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.invitations.adding import add_organisation
from accounts.organisations.identifiers import digits_notice
from accounts.people.models import Person


class Command(BaseCommand):
    help = "Add an organisation, and invite its first administrator by mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the organisation's name")
        parser.add_argument("--number", required=True, help="its organisation number, such as SE2120001234")
        parser.add_argument("--administrator", required=True, metavar="EMAIL", help="who is invited")
        parser.add_argument("--country", default="", help="two letters, where the number does not name it")
        parser.add_argument(
            "--by", metavar="EMAIL", help="the operator in whose name the invitation goes; else the first one"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added = add_organisation(
                name=options["name"],
                number=options["number"],
                country=options["country"],
                email=options["administrator"],
                by=_operator(options["by"]),
            )
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        if notice := digits_notice(added.identifier):
            self.stderr.write(notice)
        self.stdout.write(f"{added.name} is here, and {options['administrator']} is invited.")


def _operator(email: str | None) -> Person:
    operators = Person.objects.filter(is_superuser=True, is_active=True).order_by("pk")
    if email:
        operators = operators.filter(email=email.strip().lower())
    if found := operators.first():
        return found
    raise CommandError("There is no such operator. Name one first: manage.py name_operator EMAIL")
