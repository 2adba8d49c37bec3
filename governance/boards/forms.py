from datetime import timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.people.forms import TimeZoneField
from accounts.people.models import Person
from common.fields import DayField, NameField, VersionField
from governance.action_items.forms import PeopleField
from governance.action_items.owners import owner_choices
from governance.boards.models import Board, Interval, Month, Week, Weekday
from governance.openness.selectors import Question, is_open
from partnerships.access.actors import Actor
from partnerships.sides import Level

A_YEAR: Final = timedelta(days=365)


def _whole(label: Any, choices: Any, *, empty: Any = None, **more: Any) -> forms.TypedChoiceField:
    """One of a list of numbers."""
    first = [] if empty is None else [("", empty)]
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        empty_value=None,
        required=empty is None,
        choices=[*first, *choices.choices],
        **more,
    )


class BoardForm(forms.Form):
    """What a board is there for, who sits on it, and when it meets."""

    name = NameField(label=_("What is it called?"), max_length=120)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    terms = forms.CharField(
        label=_("Terms of reference"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What it is there for, and what it may decide. Markdown: # heading, - list, **strong**."),
    )
    members = PeopleField(label=_("Who sits on it?"), required=False)
    chair = forms.TypedChoiceField(
        label=_("Who takes the chair?"), coerce=int, empty_value=None, required=False
    )
    interval = forms.ChoiceField(label=_("How often?"), choices=Interval.choices, initial=Interval.TWO_MONTHS)
    weekday = _whole(_("On which weekday?"), Weekday, initial=Weekday.TUESDAY)
    week = _whole(
        _("Which one of the month?"), Week, help_text=_("Meetings every week or two have no use for this.")
    )
    at = forms.TimeField(
        label=_("At what time?"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        initial="10:00",
    )
    minutes_long = forms.IntegerField(
        label=_("For how many minutes?"), min_value=5, max_value=1440, initial=90
    )
    time_zone = TimeZoneField(label=_("Time zone"))
    starts_on = DayField(label=_("First meeting from"))
    first_interval = forms.ChoiceField(
        label=_("How often in the first year?"),
        required=False,
        choices=[("", _("As later on")), *Interval.choices],
        help_text=_("A partnership that begins meets more often."),
    )
    first_until = DayField(label=_("Until when is that?"), required=False)
    annual_month = _whole(
        _("In which month is the annual agreement meeting?"), Month, empty=_("Another board holds it")
    )
    place = forms.CharField(label=_("Where?"), required=False, max_length=200)
    link = forms.URLField(label=_("Video link"), required=False, max_length=500, assume_scheme="https")
    remind_days = forms.IntegerField(
        label=_("How many days before are people reminded?"), min_value=0, max_value=30, initial=3
    )
    version = VersionField()

    def __init__(self, actor: Actor, *args: Any, board: Board | None = None, **kwargs: Any) -> None:
        initial = _initial_of(board) if board else _suggested(actor)
        kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        people = owner_choices(actor)
        self.fields["members"].choices = people  # type: ignore[attr-defined]
        self.fields["chair"].choices = [("", _("Nobody yet")), *people]  # type: ignore[attr-defined]
        if board and board.is_joint:
            del self.fields["chair"]
            self.fields["members"].label = _("Who sits on it, besides SRO and SRIE?")

    def clean_chair(self) -> Person | None:
        pk = self.cleaned_data["chair"]
        return Person.objects.get(pk=pk) if pk else None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "first_interval" in given and "first_until" in given:
            if given["first_interval"] and not given["first_until"]:
                self.add_error("first_until", _("Say until when it meets that often."))
            if not given["first_interval"]:
                given["first_until"] = None
        return given


class NewBoardForm(BoardForm):
    is_joint = forms.BooleanField(
        label=_("This is the joint project board"),
        required=False,
        help_text=_("The SRO takes its chair, and the SRIE sits on it, whoever has these roles."),
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, **kwargs)
        del self.fields["version"]
        if not is_open(actor.partnership, Question.JOINT_BOARD):
            # the page says why; whoever had it open before that is told by the service
            self.fields["is_joint"].widget.attrs["disabled"] = True


class CloseBoardForm(forms.Form):
    note = forms.CharField(
        label=_("Why is it closed?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


FIELDS: Final = (
    "name", "level", "terms", "interval", "weekday", "week", "at", "minutes_long", "time_zone", "starts_on",
    "first_interval", "first_until", "annual_month", "place", "link", "remind_days", "version",
)  # fmt: skip


def _initial_of(board: Board) -> dict[str, Any]:
    return {
        **{name: getattr(board, name) for name in FIELDS},
        "chair": board.chair_id,
        "members": list(board.members.values_list("person", flat=True)),
    }


def _suggested(actor: Actor) -> dict[str, Any]:
    """A board begins today; a partnership in its first year meets more often until that year is over."""
    partnership, today = actor.partnership, actor.partnership.today()
    year_over = partnership.start + A_YEAR
    is_young = year_over > today
    return {
        "time_zone": partnership.customer.time_zone,
        "starts_on": max(today, partnership.start),
        "level": Level.STRATEGIC,
        "first_interval": Interval.MONTH if is_young else "",
        "first_until": year_over if is_young else None,
    }
