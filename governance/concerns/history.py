from django.utils.translation import gettext_lazy as _

from partnerships.timeline.history import History

CONCERN_HISTORY = History(
    "concern.",
    {
        "concern.raised": _("%(who)s raised it"),
        "concern.edited": _("%(who)s put it in other words"),
        "concern.shared": _("%(who)s shared it with both sides"),
        "concern.noted": _("%(who)s said something"),
        "concern.viewed": _("%(who)s wrote how the other side probably sees it"),
        "concern.escalated": _("%(who)s took it to the next level"),
        "concern.waits": _("The time ran out; it waits for a missing view"),
        "concern.time_ran_out": _("The time ran out; it went to the next level"),
        "concern.handed": _("It came into other hands"),
        "concern.end_proposed": _("%(who)s put forward how it could end"),
        "concern.end_declined": _("%(who)s said what is missing"),
        "concern.ended": _("%(who)s ended it, with what was agreed"),
        "concern.reopened": _("%(who)s opened it again"),
    },
)
