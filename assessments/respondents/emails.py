"""The mails to respondents: one function each. Every one returns the draft; the service queues it."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from assessments.respondents.links import personal_link
from assessments.respondents.models import Respondent
from assessments.respondents.people import ENOUGH_TO_SHOW
from outbox.queueing import EmailDraft, Line
from partnerships.sides import Side


def invitation(
    respondent: Respondent, time_zone: str, asked: int, *, is_by_itself: bool = False
) -> EmailDraft:
    """``asked`` is on how many of the side the check is asked. Checks that open by themselves on one day are
    said in one mail."""
    context = {"is_recognised": asked < ENOUGH_TO_SHOW}
    return _to_respondent(
        respondent, time_zone, "health_check_invitation", "invitation", context, is_reminder=is_by_itself
    )


def reminder(respondent: Respondent, time_zone: str, which: str, left: int) -> EmailDraft:
    """``which`` is "week" or "day", how long before the closing; ``left`` counts unanswered questions."""
    context = {"which": which, "left": left}
    return _to_respondent(
        respondent, time_zone, "health_check_reminder", f"reminder/{which}", context, is_reminder=True
    )


def _to_respondent(
    respondent: Respondent,
    time_zone: str,
    template: str,
    about: str,
    context: dict[str, Any],
    *,
    is_reminder: bool,
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
            "questions": len(respondent.questions),
            **context,
        },
        language=respondent.language,
        time_zone=time_zone,
        organisation_id=partnership.party_id(Side(respondent.side)),
        private_links=[] if respondent.person_id else [link],
        line=Line(respondent.name, partnership.title, link, round.closes_at) if is_reminder else None,
    )
