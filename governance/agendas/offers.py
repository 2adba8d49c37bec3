"""What is open on a lower floor and comes up in meetings: what waits for a signature."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.offers import page
from common.prepared import GivenList
from common.stored_words import in_own_language
from governance.agendas.candidates import FirstOfEach
from governance.agendas.selectors import Fact, Offered, Source, Suggestion, offer_to_agendas
from governance.meetings.models import Meeting
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side
from partnerships.signing.models import SignOff

WAITING = FirstOfEach(
    lambda: SignOff.objects.filter(partnership__among=GivenList("partnerships"), state=SignOff.State.WAITING),
    group=("partnership_id",),
    order=("submitted_at", "pk"),
    columns=("partnership_id", "number", "title", "submitted_at"),
)


def signatures(meetings: Sequence[Meeting], now: datetime) -> Offered:
    groups = WAITING.of(meetings)
    return {
        meeting.pk: (
            Suggestion(
                "sign_off",
                str(row.number),
                _("Sign: %(title)s") % {"title": in_own_language(row.title)[:180]},
                _("waits since %(day)s") % {"day": date_format(timezone.localtime(row.submitted_at).date())},
            )
            for row in groups.get((meeting.partnership_id,), [])
        )
        for meeting in meetings
    }


def signature_facts(partnership: Partnership, keys: Sequence[str]) -> dict[str, Fact]:
    rows = SignOff.objects.filter(partnership=partnership, number__in=keys).prefetch_related("signatures")
    found = {}
    for row in rows:
        row.partnership = partnership
        signed = {signature.side: signature for signature in row.signatures.all()}
        said = [(_("State"), str(row.get_state_display()))]
        for side in Side:
            name = signed[side].name if side in signed else _("has not signed")
            said.append((str(side.label), name))
        found[str(row.number)] = Fact(row.get_absolute_url(), said)
    return found


offer_to_agendas(
    Source(
        kind="sign_off",
        label=gettext_lazy("Signature missing"),
        icon="pen",
        position=20,
        facts=signature_facts,
        url=page("sign_off"),
        find=signatures,
    )
)
