from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import NameField, VersionField
from common.filter_form import FilterForm
from governance.action_items.forms import space_choices
from governance.concerns.models import LEVELS, Concern
from governance.lessons.models import Lesson
from partnerships.access.actors import Actor
from partnerships.sides import Level, Side, Space


def _text(label: Any, help_text: Any, rows: int = 3, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=4000, widget=widget, **more)


class RewordForm(forms.Form):
    """What somebody sees, what it does, and what they would wish: nowhere who is to blame."""

    title = NameField(
        label=_("In one sentence"),
        max_length=200,
        help_text=_("For instance: our questions about planning come back to us unanswered."),
    )
    text = _text(
        _("What do you see?"),
        _(
            "What anybody in the room would have seen too. For instance: in the last three meetings the "
            "planning of next year was moved to the next one."
        ),
    )
    effect = _text(
        _("What does it do to you, and to the work?"),
        _("For instance: we begin to plan alone, and that is not what we want."),
    )
    wish = _text(
        _("What would you wish?"),
        _("For instance: half an hour on planning in every meeting, at the beginning."),
    )
    version = VersionField()

    @staticmethod
    def initial_of(concern: Concern) -> dict[str, Any]:
        names = ("title", "text", "effect", "wish", "version")
        return {name: getattr(concern, name) for name in names}


class NewConcernForm(RewordForm):
    level = forms.ChoiceField(
        label=_("Where does it begin?"),
        choices=[(level.value, level.label) for level in LEVELS],
        help_text=_("As near to the work as possible. It goes up by itself if it finds no answer there."),
    )
    space = forms.ChoiceField(
        label=_("Who sees it?"),
        widget=forms.RadioSelect,
        help_text=_(
            "You may keep it on your own side first, to think it over or to talk about it with a "
            "colleague, and share it later. While it is yours alone, no time runs, and nobody is told."
        ),
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"space": Space.JOINT.value, "level": Level.OPERATIONAL.value})
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        self.fields["space"].choices = space_choices(actor)  # type: ignore[attr-defined]


class PerspectiveForm(forms.Form):
    text = _text(
        _("How does the other side probably see it?"),
        _(
            "As they would say it themselves, on a good day. For instance: they have lost two people this "
            "spring, and would rather promise nothing than promise what they cannot keep."
        ),
        5,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class EscalateForm(forms.Form):
    note = _text(
        _("What have you tried here, and what do you ask the next level for?"),
        _(
            "For instance: we talked about it twice and agree on the aim; who may free the time is not ours "
            "to say."
        ),
    )
    from_level = forms.ChoiceField(choices=Level.choices, widget=forms.HiddenInput)


class NoteForm(forms.Form):
    text = _text(_("What do you want to say?"), "", 2)


class EndForm(forms.Form):
    outcome = _text(
        _("What did you agree?"),
        _("For instance: planning is the first point of every meeting; we look again after the summer."),
    )
    lesson_title = NameField(
        label=_("What did you learn, in one sentence?"),
        max_length=200,
        required=False,
        help_text=_("May be left empty. What stands here is kept among the lessons when both sides agree."),
    )
    lesson_text = _text(_("What do you do differently from now on?"), "", 2, required=False)
    lesson_category = forms.ChoiceField(
        label=_("What is the lesson about?"),
        choices=Lesson.Category.choices,
        initial=Lesson.Category.COOPERATION,
    )

    @staticmethod
    def initial_of(concern: Concern) -> dict[str, Any]:
        names = ("outcome", "lesson_title", "lesson_text", "lesson_category")
        return {name: getattr(concern, name) for name in names}


class MissingForm(forms.Form):
    text = _text(_("What is missing?"), _("For instance: we agree, and would like a day to look again."), 2)


class AnswerForm(forms.Form):
    """Which proposal to end it was read."""

    version = VersionField()


class ReopenForm(forms.Form):
    reason = _text(_("What has come back?"), "", 2)


class EscalationPolicyForm(forms.Form):
    operational_days = forms.IntegerField(label=Level.OPERATIONAL.label, min_value=1, max_value=90)
    tactical_days = forms.IntegerField(label=Level.TACTICAL.label, min_value=1, max_value=90)
    strategic_days = forms.IntegerField(label=Level.STRATEGIC.label, min_value=1, max_value=90)
    version = VersionField()


class ConcernFilter(FilterForm):
    """What to look for; anything that makes no sense is left out."""

    STATES = (("", _("Open")), ("mine", _("In my hands")), ("ended", _("Ended")), ("all", _("All")))

    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("All levels")), *Level.choices]
    )
    side = forms.ChoiceField(
        label=_("Raised by"), required=False, choices=[("", _("Either side")), *Side.choices]
    )
    q = forms.CharField(label=_("Words"), required=False, max_length=100)
