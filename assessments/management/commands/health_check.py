"""Drive the health check of one partnership by hand: open it, close it, write its report to a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.reports.rendering import render_report
from assessments.rounds.closing import close_round
from assessments.rounds.models import Round
from assessments.rounds.opening import open_by_hand
from partnerships.lifecycle.models import Partnership


class Command(BaseCommand):
    help = "health_check REFERENCE open|close|report [--out FILE] [--language LANGUAGE]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference", help="the partnership's reference, as in its address /p/REFERENCE/")
        parser.add_argument("what", choices=["open", "close", "report"])
        parser.add_argument("--out", type=Path, help="where to write the report (a PDF)")
        parser.add_argument("--language", default="en", help="the report's language")

    def handle(self, *args: Any, **options: Any) -> None:
        reference = options["reference"]
        partnership = Partnership.objects.filter(reference=reference).first()
        if partnership is None:
            raise CommandError(f"There is no partnership {reference}.")
        getattr(self, options["what"])(partnership, options)

    def open(self, partnership: Partnership, options: dict[str, Any]) -> None:
        try:
            round = open_by_hand(partnership)
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        self.stdout.write(f"Opened {round.title}; it closes at {round.closes_at:%Y-%m-%d %H:%M %Z}.")

    def close(self, partnership: Partnership, options: dict[str, Any]) -> None:
        round = Round.objects.filter(partnership=partnership, closed_at=None).first()
        if round is None:
            raise CommandError(f"No health check of {partnership.reference} is open.")
        close_round(round.pk, timezone.now())
        round.refresh_from_db()
        self.stdout.write(
            f"Closed {round.title}: {round.going_well} going well, {round.attention} need attention, "
            f"{round.gaps} of them gaps, {round.not_answered} not answered."
        )

    def report(self, partnership: Partnership, options: dict[str, Any]) -> None:
        round = (
            Round.objects.filter(partnership=partnership)
            .exclude(closed_at=None)
            .order_by("-closed_at")
            .first()
        )
        if round is None:
            raise CommandError(f"No health check of {partnership.reference} has closed yet.")
        out = options["out"] or Path(f"health-check-{partnership.reference}-{round.closed_at:%Y}.pdf")
        try:
            out.write_bytes(render_report(round, options["language"]))
        except OSError as fault:
            raise CommandError(f"The report cannot be written to {out}: {fault.strerror}") from fault
        self.stdout.write(f"Wrote {round.title} to {out}.")
