"""What both signed, as a PDF: text, digest, who signed when and with which reservation."""

import zoneinfo
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation

from accounts.people.models import Person
from common.documents import Press
from common.pdf import render_pdf
from outbox.queueing import queue_all
from partnerships.sides import Side
from partnerships.signing import emails
from partnerships.signing.documents_model import SignOffPaper
from partnerships.signing.kinds import binding_of
from partnerships.signing.models import SignOff
from partnerships.signing.signers import people_of


def want_paper(sign_off: SignOff, language: str) -> SignOffPaper:
    """The PDF in a language, asked for once. One that failed is tried anew."""
    paper, is_new = SignOffPaper.objects.get_or_create(sign_off=sign_off, language=language)
    return PRESS.wanted(paper, is_new=is_new)


def want_papers(sign_off: SignOff) -> None:
    """One for each language among those who get it; where nobody does, one for those who will look."""
    languages = {person.language for person, _side in recipients(sign_off)} or {settings.LANGUAGE_CODE}
    for language in sorted(languages):
        want_paper(sign_off, language)


def make_sign_off_paper(paper_id: int, now: datetime | None = None) -> SignOffPaper:
    return PRESS.make(paper_id, now)


def make_due_sign_off_papers(now: datetime) -> int:
    return PRESS.make_due(now)


def recipients(sign_off: SignOff) -> Iterator[tuple[Person, Side]]:
    """Those who answer for the partnership, and who signed; each once."""
    told = set()
    people = people_of([sign_off.partnership_id])
    for side in Side:
        own = people[sign_off.partnership_id, side]
        for person in own.answerable + own.named:
            if person.pk not in told:
                told.add(person.pk)
                yield person, side


def _load(pk: int) -> SignOffPaper:
    return SignOffPaper.objects.select_related(
        "sign_off__partnership__customer", "sign_off__partnership__supplier", "sign_off__submitted_by"
    ).get(pk=pk)


def _render(paper: SignOffPaper) -> bytes:
    """In the customer's time zone: one paper says one moment, whoever reads it."""
    sign_off = paper.sign_off
    zone = zoneinfo.ZoneInfo(sign_off.partnership.customer.time_zone)
    with translation.override(paper.language), timezone.override(zone):
        context = {
            "sign_off": sign_off,
            "partnership": sign_off.partnership,
            "signatures": list(sign_off.signatures.order_by("side")),
            "file": f"{emails.file_stem(sign_off)}.txt",
            "zone": zone.key,
            "site_url": settings.SITE_URL,
        }
        title = f"{sign_off.title} – {sign_off.partnership.title}"
        return render_pdf("pdf/sign_off.html", context, language=paper.language, title=title)


def _mail(paper: SignOffPaper) -> None:
    mails_itself = binding_of(paper.sign_off.kind).mails_itself
    told = mails_itself(paper.sign_off) if mails_itself else set()
    queue_all(
        emails.signed(paper, person, side)
        for person, side in recipients(paper.sign_off)
        if person.language == paper.language and person.pk not in told
    )


def _wake(paper_id: int) -> None:
    from partnerships.tasks import make_sign_off_paper as task

    task.delay(paper_id)


PRESS = Press(
    papers=SignOffPaper,
    folder="sign-offs",
    load=_load,
    render=_render,
    when_made=_mail,
    wake=_wake,
)
