"""The mails that bring the pre-read, and the sealed minutes, to those who attend a meeting."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from governance.agendas.selectors import agenda_of
from governance.decisions.models import Decision
from governance.meetings.models import Attendee
from governance.minutes.models import MeetingPaper, Minutes
from outbox.queueing import EmailDraft
from partnerships.sides import Side
from partnerships.signing.models import Signature, SignOff


def pre_read_ready(paper: MeetingPaper, reader: Attendee) -> EmailDraft:
    """``paper.meeting`` comes with its partnership and both parties."""
    key = f"meeting/{paper.meeting_id}/pre-read/{paper.sha256[:16]}/person/{reader.person_id}"
    more = {"items": agenda_of(paper.meeting)}
    return _letter(paper, reader, "pre_read", key, "agenda", more)


def minutes_sealed(paper: MeetingPaper, reader: Attendee) -> EmailDraft:
    key = f"meeting/{paper.meeting_id}/minutes/person/{reader.person_id}"
    decisions = list(Decision.objects.filter(meeting=paper.meeting_id).order_by("number"))
    minutes = Minutes.objects.get(meeting=paper.meeting_id)
    agreed = [{**action, "due": date.fromisoformat(action["due"])} for action in minutes.agreed]
    signed = Signature.objects.filter(sign_off__kind="minutes", sign_off__key=str(minutes.pk))
    signatures = list(signed.filter(sign_off__state=SignOff.State.SIGNED).order_by("side"))
    more = {"decisions": decisions, "agreed": agreed, "signatures": signatures}
    return _letter(paper, reader, "minutes_sealed", key, "minutes", more)


def _letter(
    paper: MeetingPaper, reader: Attendee, template: str, key: str, page: str, more: Mapping[str, object]
) -> EmailDraft:
    meeting, person = paper.meeting, reader.person
    organisation = meeting.partnership.organisation(Side(reader.side))
    path = reverse(page, args=[meeting.partnership.reference, meeting.number])
    return EmailDraft(
        key=key,
        to=person.email,
        template=template,
        context={
            "person": person,
            "meeting": meeting,
            "partnership": meeting.partnership,
            "link": settings.SITE_URL + path,
            "zone": person.time_zone,
            **more,
        },
        language=paper.language,
        time_zone=person.time_zone,
        organisation_id=organisation.pk if organisation else None,
        attachments=[(paper_name(paper), "application/pdf", str(paper.file.name))],
    )


def paper_name(paper: MeetingPaper) -> str:
    """What the file is called when it reaches somebody: "minutes-12-school.pdf"."""
    with translation.override(paper.language):
        kind = slugify(_("minutes") if paper.kind == MeetingPaper.Kind.MINUTES else _("pre-read")) or "paper"
    return f"{kind}-{paper.meeting.number}-{paper.meeting.partnership.reference}.pdf"
