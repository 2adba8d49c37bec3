"""What is typed on the page of the minutes: the texts, a decision, something to do."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.people.models import Person
from common.fields import DayField, NameField, VersionField
from governance.action_items.forms import OwnedForm
from governance.agendas.models import AgendaItem
from governance.decisions.models import Decision
from partnerships.access.actors import Actor


def posted_minutes(data: QueryDict) -> dict[str, Any]:
    """What ``save_minutes`` takes, from fields named "text", "guests", "came-<person>" and "said-<item>"."""
    version = data.get("version", "")
    return {
        "version": int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0,
        "text": _stored(data.get("text")),
        "guests": _stored(data.get("guests")),
        "came": _numbered(data, "came-"),
        "said": _numbered(data, "said-"),
    }


def _numbered(data: QueryDict, beginning: str) -> dict[int, str]:
    found = {}
    for name, value in data.items():
        number = name.removeprefix(beginning)
        if name.startswith(beginning) and number.isascii() and number.isdigit() and len(number) < 16:
            found[int(number)] = _stored(str(value)) or ""
    return found


def _stored(text: str | None) -> str | None:
    """Without what no database keeps in a text."""
    return None if text is None else text.replace("\0", "")


def _items(items: list[AgendaItem]) -> list[tuple[str, Any]]:
    titles = [(str(item.pk), f"{place}. {item.title}") for place, item in enumerate(items, start=1)]
    return [("", _("No item of its own")), *titles]


class DecisionForm(forms.Form):
    title = NameField(label=_("What is decided?"), max_length=200)
    item = forms.ChoiceField(label=_("About"), required=False)
    text = forms.CharField(
        label=_("More about it"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Markdown."),
    )
    takes_over = forms.BooleanField(label=_("It takes over how the supplier works"), required=False)
    moved_back = forms.CharField(
        label=_("Which risk moves back to the customer?"), max_length=500, required=False
    )
    replaces = forms.CharField(
        label=_("Which decision does it replace?"),
        required=False,
        max_length=12,
        help_text=_("The number of an earlier one, such as D-7."),
    )
    version = VersionField()

    def __init__(self, actor: Actor, items: list[AgendaItem], *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "decide_%s")  # other forms stand on the same page
        super().__init__(*args, **kwargs)
        self.actor, self.items = actor, {str(item.pk): item for item in items}
        self.fields["item"].choices = _items(items)  # type: ignore[attr-defined]

    def clean_item(self) -> AgendaItem | None:
        return self.items.get(self.cleaned_data["item"])

    def clean_replaces(self) -> Decision | None:
        raw = self.cleaned_data["replaces"].strip().upper().removeprefix("D-")
        if not raw:
            return None
        numbered = raw.isascii() and raw.isdigit()
        found = Decision.objects.visible_to(self.actor).filter(number=int(raw) if numbered else 0).first()
        if not isinstance(found, Decision):
            raise forms.ValidationError(_("There is no decision with this number."))
        return found

    @staticmethod
    def initial_of(decision: Decision) -> dict[str, Any]:
        names = ("title", "text", "takes_over", "moved_back", "version")
        earlier = decision.replaces.name if decision.replaces else ""
        return {
            "item": str(decision.item_id or ""),
            "replaces": earlier,
            **{n: getattr(decision, n) for n in names},
        }


class AgreeForm(OwnedForm):
    """Something to do, agreed in the meeting."""

    title = NameField(label=_("What is to be done?"), max_length=200)
    owner = forms.TypedChoiceField(label=_("Who does it?"), coerce=int)
    due = DayField(label=_("By"))
    item = forms.ChoiceField(label=_("About"), required=False)

    def __init__(self, actor: Actor, items: list[AgendaItem], *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "agree_%s")
        super().__init__(actor, *args, **kwargs)
        self.items = {str(item.pk): item for item in items}
        self.fields["item"].choices = _items(items)  # type: ignore[attr-defined]

    def clean_item(self) -> AgendaItem | None:
        return self.items.get(self.cleaned_data["item"])


class HandOverForm(forms.Form):
    to = forms.TypedChoiceField(label=_("To whom?"), coerce=int)

    def __init__(self, writers: list[Person], *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "hand_over_%s")
        super().__init__(*args, **kwargs)
        self.writers = {person.pk: person for person in writers}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose somebody")),
            *((person.pk, person.name) for person in writers),
        ]

    def clean_to(self) -> Person:
        return self.writers[self.cleaned_data["to"]]
