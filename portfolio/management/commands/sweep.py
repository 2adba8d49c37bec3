from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.models import FailedItem
from portfolio.sweeps import FAILED, LABELS, run_sweeps


def moment(raw: str) -> datetime:
    """A moment as people write it; without a zone it is UTC, without a time the day's beginning."""
    try:
        day = parse_date(raw)
        read = datetime(day.year, day.month, day.day) if day else parse_datetime(raw)
    except ValueError:
        read = None
    if read is None:
        raise CommandError(
            _("“%(raw)s” is not a moment. Write it like 2027-03-01T06:00Z or 2027-03-01.") % {"raw": raw}
        )
    return read if read.tzinfo else read.replace(tzinfo=UTC)


class Command(BaseCommand):
    help = "Run every sweep now, or as of another moment, to the end: checks, reminders, reports, mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--now", help="The moment to act as of, for instance 2027-03-01T06:00Z")

    def handle(self, *args: Any, **options: Any) -> None:
        now = moment(options["now"]) if options["now"] else timezone.now()
        done = run_sweeps(now)
        labels = {name: _(label) for name, label in LABELS.items()}
        self.stdout.write(
            _("As of %(moment)s:") % {"moment": now.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")}
        )
        width = max(len(label) for label in labels.values())
        # by what was done, so that a sweep that has no words here yet is not passed over
        for name, count in done.items():
            if name != FAILED or count:
                self.stdout.write(f"  {labels.get(name, name):<{width}}  {count:>5}")
        for item in FailedItem.objects.all():
            told = {"what": item, "times": item.times, "since": item.since, "error": item.error}
            self.stderr.write(_("Failed: %(what)s, %(times)s times since %(since)s. %(error)s") % told)
        if done[FAILED]:
            count = done[FAILED]
            said = ngettext("%(count)s sweep failed.", "%(count)s sweeps failed.", count)
            raise CommandError(said % {"count": count})
