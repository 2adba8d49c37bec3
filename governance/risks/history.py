"""What happened to a risk, in words."""

from django.utils.translation import gettext as _

from governance.action_items.history import Entry, entry, events_about
from governance.risks.models import Risk
from partnerships.access.actors import Actor
from partnerships.timeline.models import TimelineEvent


def history_of_risk(risk: Risk, actor: Actor) -> list[Entry]:
    """The latest first."""
    return [_entry(event) for event in events_about("risk.", risk.number, actor)]


def _entry(event: TimelineEvent) -> Entry:
    what = {
        "risk.added": _("put it into the register"),
        "risk.edited": _("changed it"),
        "risk.scored": _("reviewed it"),
        "risk.closed": _("closed it"),
        "risk.reopened": _("opened it again"),
    }
    names = {
        "event": _("What could happen"),
        "cause": _("Why it could happen"),
        "effect": _("What would follow"),
        "bears": _("Borne by"),
        "manages": _("Managed by"),
        "reason": _("Why they are best placed"),
        "owner": _("Reviewed by"),
        "review_on": _("Next review"),
        "score": _("Score"),
        "target_likelihood": _("Likelihood we want"),
        "target_impact_customer": _("Impact on the customer we want"),
        "target_impact_supplier": _("Impact on the supplier we want"),
    }
    changes = [
        (names[name], str(pair[0]), str(pair[1]))
        for name, pair in event.change.items()
        if name in names and event.kind in ("risk.edited", "risk.scored") and pair[0] != pair[1]
    ]
    return entry(event, what, changes)
