"""``manage.py import_ocds PATH…``: agreements from OCDS files into the registers of their buyers."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from agreements.importing.importing import find_register, import_paths
from agreements.importing.report import KINDS, FileReport, about


class Command(BaseCommand):
    help = (
        "Reads OCDS 1.0 and 1.1 (release and record packages, bare releases, lists, JSON lines); keeps one "
        "agreement per contract. Safe to repeat. Ends with 1 only when nothing could be read from any file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders")
        parser.add_argument(
            "--register",
            metavar="ORGANISATION",
            help="keep them in this organisation's register (name or number) instead of its buyer's",
        )
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            register = find_register(options["register"]) if options["register"] else None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        reports = list(import_paths(options["paths"], register=register))
        if options["json"]:
            self.stdout.write(
                json.dumps([report.as_dict() for report in reports], ensure_ascii=False, indent=1)
            )
        else:
            self.stdout.write("\n".join(table(reports)))
        if not any(report.usable for report in reports):
            raise CommandError("Nothing could be read.", returncode=1)


def table(reports: list[FileReport]) -> list[str]:
    """One row a file, and below it what needs a word."""
    names = [Path(report.file).name for report in reports]
    width = max([len(name) for name in names] + [5])
    lines = [f"{'file':<{width}}" + "".join(f"{kind:>10}" for kind in KINDS)]
    for name, report in zip(names, reports, strict=True):
        lines.append(f"{name:<{width}}" + "".join(f"{report.count(kind):>10}" for kind in KINDS))
        if report.error:
            lines.append(f"  could not be read: {report.error}")
        for line in report.kept:
            if line["why"]:
                lines.append(f"  {line['what']}: {about(line)}: {'; '.join(line['why'])}")
    made = {key for report in reports for key in report.organisations_made}
    matched = {key for report in reports for key in report.organisations_matched} - made
    lines.append("-" * (width + 10 * len(KINDS)))
    lines.append(
        f"{'all':<{width}}" + "".join(f"{sum(r.count(kind) for r in reports):>10}" for kind in KINDS)
    )
    lines.append(f"organisations: {len(made)} made, {len(matched)} matched")
    return lines
