import os
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.organisations.founding import found_organisation


class Command(BaseCommand):
    help = "Make the first organisation and its administrator in an empty installation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the organisation's name")
        parser.add_argument("email", help="the administrator's email")
        parser.add_argument("--given-name", required=True)
        parser.add_argument("--family-name", required=True)
        parser.add_argument("--country", default="", help="two letters, for instance SE")

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get("FIRST_PASSWORD") or getpass(f"A password for {options['email']}: ")
        try:
            person = found_organisation(
                name=options["name"],
                country=options["country"],
                email=options["email"],
                given_name=options["given_name"],
                family_name=options["family_name"],
                password=password,
            )
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(f"{person.name} can sign in as {person.email} and invite the others.")
