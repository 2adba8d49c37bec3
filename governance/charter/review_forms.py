from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import DayField
from governance.charter.models import CharterReview, CharterVersion
from governance.meetings.forms import MeetingForm
from partnerships.access.actors import Actor


def _notes(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=4000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReviewForm(forms.Form):
    """What both saw when they looked at the charter together."""

    held_on = DayField(label=_("When did you look at it?"))
    surface = _notes(_("What one sees: structure and process"), _("Do boards, roles and routines work?"))
    behaviour = _notes(_("Behaviour"), _("How do we act when nobody looks?"))
    values = _notes(_("Values"), _("What do we hold high, each side, in truth?"))
    engagement = _notes(_("Engagement"), _("Who puts their heart into it, and who has stopped?"))
    outcome = forms.ChoiceField(
        label=_("What came of it?"), choices=CharterReview.Outcome.choices, widget=forms.RadioSelect
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"held_on": actor.partnership.today(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class IntervalForm(forms.Form):
    months = forms.IntegerField(label=_("Months between reviews"), min_value=1, max_value=60)
    review_on = DayField(label=_("Next review"))

    def __init__(self, charter: CharterVersion, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"months": charter.review_months, "review_on": charter.review_on}
        super().__init__(*args, **kwargs)


class PlanReviewForm(MeetingForm):
    """When and where; what it is about and who comes is said by the charter."""

    def __init__(self, actor: Actor, charter: CharterVersion, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, initial={"day": charter.review_on, "minutes_long": 90}, **kwargs)
        for name in ("title", "board", "level", "attendees"):
            del self.fields[name]
