from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import DayField, NameField, VersionField
from common.filter_form import FilterForm
from governance.action_items.forms import OwnedForm, space_choices
from governance.openness.selectors import Question, is_open
from governance.risks.models import Impact, Likelihood, Party, Risk
from partnerships.access.actors import Actor
from partnerships.sides import Space

TARGETS = ("target_likelihood", "target_impact_customer", "target_impact_supplier")


def addable_spaces(actor: Actor) -> list[tuple[str, Any]]:
    """Who may see a new risk: both sides only where they have agreed on a single register."""
    if is_open(actor.partnership, Question.RISK_REGISTER):
        return space_choices(actor)
    return [(space, label) for space, label in space_choices(actor) if space != Space.JOINT]


def _scale(label: Any, choices: Any, *, required: bool = True) -> forms.TypedChoiceField:
    empty = _("Choose") if required else _("Not said")
    return forms.TypedChoiceField(
        label=label, coerce=int, empty_value=None, required=required, choices=[("", empty), *choices.choices]
    )


def _party(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", _("Choose")), *Party.choices])


def _text(label: Any, length: int, rows: int = 3) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, widget=forms.Textarea(attrs={"rows": rows}))


class EditRiskForm(OwnedForm):
    """What is said of a risk, besides its scores."""

    event = NameField(label=_("What could happen?"), max_length=200)
    cause = _text(_("Why could it happen?"), 2000)
    effect = _text(_("What would follow?"), 2000)
    bears = _party(_("Who bears it?"))
    manages = _party(_("Who manages it?"))
    reason = _text(_("Why are they best placed?"), 1000, 2)
    owner = forms.TypedChoiceField(label=_("Who reviews it?"), coerce=int)
    review_on = DayField(label=_("Next review"))
    target_likelihood = _scale(_("Likelihood"), Likelihood, required=False)
    target_impact_customer = _scale(_("Impact on the customer"), Impact, required=False)
    target_impact_supplier = _scale(_("Impact on the supplier"), Impact, required=False)
    version = VersionField()

    @staticmethod
    def initial_of(risk: Risk) -> dict[str, Any]:
        names = ("event", "cause", "effect", "bears", "manages", "reason", "review_on", "version", *TARGETS)
        return {"owner": risk.owner_id, **{name: getattr(risk, name) for name in names}}


class ScoreForm(forms.Form):
    likelihood = _scale(_("Likelihood"), Likelihood)
    impact_customer = _scale(_("Impact on the customer"), Impact)
    impact_supplier = _scale(_("Impact on the supplier"), Impact)
    note = forms.CharField(label=_("What has changed?"), max_length=500, required=False)
    review_on = DayField(label=_("Next review"))
    version = VersionField()


class NewRiskForm(EditRiskForm):
    likelihood = _scale(_("Likelihood"), Likelihood)
    impact_customer = _scale(_("Impact on the customer"), Impact)
    impact_supplier = _scale(_("Impact on the supplier"), Impact)
    space = forms.ChoiceField(label=_("Who sees it?"), widget=forms.RadioSelect)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "space": Space.JOINT.value,
            "owner": actor.person.pk,
            "review_on": actor.partnership.today() + timedelta(days=90),
            **kwargs.get("initial", {}),
        }
        if not is_open(actor.partnership, Question.RISK_REGISTER):
            kwargs["initial"]["space"] = actor.side.value
        super().__init__(actor, *args, **kwargs)
        del self.fields["version"]
        self.fields["space"].choices = addable_spaces(actor)  # type: ignore[attr-defined]


class CloseRiskForm(forms.Form):
    note = forms.CharField(
        label=_("Why is it closed?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class RiskFilter(FilterForm):
    """What to look for in the register; anything that makes no sense is left out."""

    STATES = (("", _("Open")), ("late", _("Review late")), ("closed", _("Closed")), ("all", _("All")))
    SEEN = (("", _("The side hit harder")), ("customer", _("Customer")), ("supplier", _("Supplier")))
    NUMBERS = [("", _("Any")), *((n, n) for n in range(1, 6))]

    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    seen = forms.ChoiceField(label=_("Impact on"), required=False, choices=SEEN)
    likelihood = forms.TypedChoiceField(
        label=_("Likelihood"), required=False, coerce=int, empty_value=None, choices=NUMBERS
    )
    impact = forms.TypedChoiceField(
        label=_("Impact"), required=False, coerce=int, empty_value=None, choices=NUMBERS
    )
    bears = forms.ChoiceField(label=_("Borne by"), required=False, choices=[("", _("Any")), *Party.choices])
    manages = forms.ChoiceField(
        label=_("Managed by"), required=False, choices=[("", _("Any")), *Party.choices]
    )
    q = forms.CharField(label=_("Words"), required=False, max_length=100)
