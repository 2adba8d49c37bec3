from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.people.models import Person


class Command(BaseCommand):
    help = "Let a person add organisations to this installation; with --withdraw, no longer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="of an account that is here")
        parser.add_argument("--withdraw", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.filter(email=options["email"].strip().lower(), is_active=True).first()
        if person is None:
            raise CommandError("Nobody has an account with this email.")
        person.is_superuser = not options["withdraw"]
        person.save(update_fields=["is_superuser"])
        if person.is_operator:
            self.stdout.write(f"{person.name} can add organisations.")
        else:
            self.stdout.write(f"{person.name} adds organisations no longer.")
