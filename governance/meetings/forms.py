import zoneinfo
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.people.forms import TimeZoneField
from common.fields import DayField, NameField, VersionField
from common.filter_form import FilterForm
from governance.action_items.forms import PeopleField
from governance.action_items.owners import owner_choices
from governance.boards.models import Board
from governance.meetings.models import Attendee, Meeting
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.sides import Level


class MeetingForm(forms.Form):
    """A meeting made by hand."""

    title = NameField(label=_("What is it about?"), max_length=200)
    board = forms.ModelChoiceField(
        label=_("Of which board?"), queryset=Board.objects.none(), required=False, empty_label=_("Of none")
    )
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, initial=Level.TACTICAL)
    day = DayField(label=_("On which day?"))
    at = forms.TimeField(
        label=_("At what time?"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes_long = forms.IntegerField(
        label=_("For how many minutes?"), min_value=5, max_value=1440, initial=60
    )
    time_zone = TimeZoneField(label=_("Time zone"))
    place = forms.CharField(label=_("Where?"), required=False, max_length=200)
    link = forms.URLField(label=_("Video link"), required=False, max_length=500, assume_scheme="https")
    attendees = PeopleField(label=_("Who is to come?"), required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        suggested = {"time_zone": actor.partnership.customer.time_zone, "at": "10:00"}
        kwargs["initial"] = {**suggested, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        boards = Board.objects.visible_to(actor).open().order_by("name", "pk")
        self.fields["board"].queryset = boards  # type: ignore[attr-defined]
        self.fields["attendees"].choices = owner_choices(actor)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if {"day", "at", "time_zone"} <= given.keys():
            zone = zoneinfo.ZoneInfo(given["time_zone"])
            given["starts_at"] = datetime.combine(given.pop("day"), given.pop("at"), zone).astimezone(UTC)
        return given


class EditMeetingForm(MeetingForm):
    """Another time, another place, other people."""

    reason = forms.CharField(
        label=_("Why is it moved?"),
        required=False,
        max_length=500,
        help_text=_("Asked for when the time changes; everybody reads it in the email."),
    )
    version = VersionField()

    def __init__(self, actor: Actor, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        local = meeting.starts_at.astimezone(meeting.zone)
        names = ("title", "minutes_long", "time_zone", "place", "link", "version")
        kwargs["initial"] = {
            **{name: getattr(meeting, name) for name in names},
            "day": local.date(),
            "at": local.time(),
            "attendees": list(meeting.attendees.values_list("person", flat=True)),
        }
        super().__init__(actor, *args, **kwargs)
        del self.fields["board"], self.fields["level"]


class CancelMeetingForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it cancelled?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=[choice for choice in Attendee.Answer.choices if choice[0]])


class InviteAgainForm(forms.Form):
    attendee = forms.IntegerField()


BOARDS = PreparedForActor(
    lambda anyone: Board.objects.visible_to(anyone).order_by("name", "pk").values_list("number", "name")
)


class MeetingFilter(FilterForm):
    """Which meetings to look for; anything that makes no sense is left out."""

    WHEN = (("", _("Coming")), ("past", _("Past")), ("all", _("All")))

    when = forms.ChoiceField(label=_("When"), required=False, choices=WHEN)
    board = forms.TypedChoiceField(label=_("Board"), required=False, coerce=int, empty_value=None)
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("All levels")), *Level.choices]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Any")), *Meeting.State.choices]
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].choices = [("", _("All boards")), *BOARDS.by(actor)]  # type: ignore[attr-defined]
