from django.utils.translation import gettext_lazy as _

from partnerships.timeline.history import History
from partnerships.timeline.words import FACTS

ACTION_HISTORY = History(
    "action.",
    {
        "action.added": _("%(who)s added it"),
        "action.edited": _("%(who)s changed it"),
        "action.done": _("%(who)s ticked it off"),
        "action.reopened": _("%(who)s opened it again"),
    },
    facts={name: FACTS[name] for name in ("title", "description", "due", "level", "owner")},
    detailed=("action.edited",),
)
