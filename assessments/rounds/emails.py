"""The mails of a round to those who answer for a side: one function each. Every one returns the draft; the
service queues it."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from assessments.respondents.people import Asked
from assessments.rounds.models import Round
from outbox.queueing import EmailDraft, Line
from outbox.reading import Matter
from partnerships.sides import Side


def nobody_to_ask(round: Round, side: Side, to: Asked) -> EmailDraft:
    reference = round.partnership.reference
    url = reverse("people", args=[reference])
    is_by_itself = round.anniversary is not None
    return _to_person(round, side, to, "health_check_nobody", "nobody", url, is_reminder=is_by_itself)


def nobody_answers(round: Round, side: Side, to: Asked) -> EmailDraft:
    """To the SRO or SRIE of a side from which no answer has come: now it is theirs to see to it."""
    url = reverse("health_check", args=[round.partnership.reference, round.pk])
    return _to_person(round, side, to, "health_check_silent", f"silent/{side.value}", url, is_reminder=True)


def close_proposed(round: Round, side: Side, to: Asked, by: str) -> EmailDraft:
    """To a lead of ``side``: the other side's lead ``by`` would close now."""
    url = reverse("health_check", args=[round.partnership.reference, round.pk])
    return _to_person(round, side, to, "health_check_close", f"close/{side.value}", url, {"by": by})


def _to_person(
    round: Round,
    side: Side,
    to: Asked,
    template: str,
    about: str,
    url: str,
    more: dict[str, Any] | None = None,
    *,
    is_reminder: bool = False,
) -> EmailDraft:
    link = settings.SITE_URL + url
    return EmailDraft(
        key=f"round/{round.pk}/{about}/person/{to.person_id}",
        to=to.email,
        template=template,
        context={
            "round": round,
            "partnership": round.partnership,
            "name": to.name,
            "link": link,
            **(more or {}),
        },
        language=to.language,
        time_zone=to.time_zone,
        organisation_id=round.partnership.party_id(side),
        about=Matter(round.partnership_id, side.value),
        line=Line(to.name, round.partnership.title, link, round.closes_at) if is_reminder else None,
    )
