"""The mails of a round: one function each. Every one returns the letter; the action queues it."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from assessments.respondents.links import personal_link
from assessments.respondents.models import Respondent
from assessments.respondents.people import Asked
from assessments.rounds.models import Round
from outbox.queueing import EmailDraft
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side


def invitation(respondent: Respondent, time_zone: str) -> EmailDraft:
    return _to_respondent(respondent, time_zone, "health_check_invitation", "invitation", {})


def reminder(respondent: Respondent, time_zone: str, which: str, left: int) -> EmailDraft:
    """``which`` is "week" or "day", how long before the closing; ``left`` counts unanswered questions."""
    context = {"which": which, "left": left}
    return _to_respondent(respondent, time_zone, "health_check_reminder", f"reminder/{which}", context)


def _to_respondent(
    respondent: Respondent, time_zone: str, template: str, about: str, context: dict[str, Any]
) -> EmailDraft:
    round, partnership = respondent.round, respondent.round.partnership
    if respondent.person_id:
        link = settings.SITE_URL + reverse("answer", args=[partnership.reference, round.pk])
    else:
        link = personal_link(respondent)
    return EmailDraft(
        # the nonce is new each time somebody is asked again after having been taken off
        key=f"round/{round.pk}/{about}/respondent/{respondent.pk}/{respondent.nonce}",
        to=respondent.email,
        template=template,
        context={
            "respondent": respondent,
            "round": round,
            "partnership": partnership,
            "link": link,
            "questions": len(round.instrument.questions),
            **context,
        },
        language=respondent.language,
        time_zone=time_zone,
        organisation_id=_organisation_id(partnership, Side(respondent.side)),
        private_links=[] if respondent.person_id else [link],
    )


def nobody_to_ask(round: Round, side: Side, to: Asked) -> EmailDraft:
    reference = round.partnership.reference
    return _to_person(round, side, to, "health_check_nobody", "nobody", reverse("people", args=[reference]))


def nobody_answers(round: Round, side: Side, to: Asked) -> EmailDraft:
    """To the SRO or SRIE of a side from which no answer has come: now it is theirs to see to it."""
    url = reverse("health_check", args=[round.partnership.reference, round.pk])
    return _to_person(round, side, to, "health_check_silent", f"silent/{side.value}", url)


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
) -> EmailDraft:
    return EmailDraft(
        key=f"round/{round.pk}/{about}/person/{to.person_id}",
        to=to.email,
        template=template,
        context={
            "round": round,
            "partnership": round.partnership,
            "name": to.name,
            "link": settings.SITE_URL + url,
            **(more or {}),
        },
        language=to.language,
        time_zone=to.time_zone,
        organisation_id=_organisation_id(round.partnership, side),
    )


def _organisation_id(partnership: Partnership, side: Side) -> int | None:
    return partnership.customer_id if side is Side.CUSTOMER else partnership.supplier_id
