from django.utils.translation import gettext_lazy as _

from partnerships.timeline.history import History

RISK_HISTORY = History(
    "risk.",
    {
        "risk.added": _("%(who)s put it into the register"),
        "risk.edited": _("%(who)s changed it"),
        "risk.scored": _("%(who)s reviewed it"),
        "risk.closed": _("%(who)s closed it"),
        "risk.reopened": _("%(who)s opened it again"),
    },
    facts={
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
    },
    detailed=("risk.edited", "risk.scored"),
)
