from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.access.actors import Actor
from partnerships.importing.columns import Columns
from partnerships.importing.fields import Field, Fields
from partnerships.importing.layout import Layout

#: More are not offered: a form has its bounds, and no register so many columns.
MOST_COLUMNS: Final = 200


class TableForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or XLSX, at most 100,000 lines. Your own headings are fine."),
        # whether it is empty, the service says
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "invalid": gettext_lazy("Choose a file first."),
        },
    )


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(choices=[("store", ""), ("discard", "")])
    changes_known = forms.BooleanField(required=False)


class ElsewhereForm(forms.Form):
    """Where the table is, if it was looked for in the wrong place."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"))
    line = forms.TypedChoiceField(label=gettext_lazy("The headings are on line"), coerce=int)

    def __init__(self, layout: Layout, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"sheet": layout.sheet, "line": layout.line}, **kwargs})
        if len(layout.sheets) > 1:
            self.fields["sheet"].choices = [(name, name) for name in layout.sheets]  # type: ignore[attr-defined]
        else:
            del self.fields["sheet"]
        lines = [(line, f"{line}: {words}") for line, words in layout.top]
        self.fields["line"].choices = lines  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """What each column is, and what goes for lines that say nothing."""

    def __init__(
        self, fields: Fields, layout: Layout, columns: Columns, actor: Actor, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.layout, self.known = layout, fields
        choices: list[tuple[str, str | Promise]] = [("", _("Leave it out"))]
        choices += [(field.key, _with_need(field)) for field in fields.all]
        for place, heading in enumerate(layout.headings[:MOST_COLUMNS]):
            if not heading and not layout.samples[place]:
                continue
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading or _("Column %(number)s") % {"number": place + 1},
                choices=choices,
                required=False,
                initial=columns.places.get(str(place), ""),
                widget=forms.Select(attrs={"class": "form-select"}),
            )
        missing = {field.key for field in fields.refused_without(list(columns.places.values()))}
        self.asked = [field.key for field in fields.all if field.ask]
        for key in self.asked:
            self._ask(fields[key], actor, columns, key in missing)
        self.missing = missing

    def _ask(self, field: Field, actor: Actor, columns: Columns, is_missing: bool) -> None:
        assert field.ask is not None  # noqa: S101 - only these are asked for
        asked = field.ask(actor)
        asked.label, asked.required = field.heading, False
        if field.key in columns.for_all:
            asked.initial = columns.for_all[field.key]
        elif not is_missing:
            asked.initial = None
        self.fields[f"all_{field.key}"] = asked

    @property
    def columns(self) -> Iterator[tuple[BoundField, list[str]]]:
        for place, samples in enumerate(self.layout.samples):
            if f"column_{place}" in self.fields:
                yield self[f"column_{place}"], samples

    def _shown_at_once(self, key: str) -> bool:
        return key in self.missing or f"all_{key}" in self.errors

    @property
    def asked_now(self) -> list[BoundField]:
        """What no column says."""
        return [self[f"all_{key}"] for key in self.asked if self._shown_at_once(key)]

    @property
    def asked_for_empty(self) -> list[BoundField]:
        """What a column says, though perhaps not on each line."""
        return [self[f"all_{key}"] for key in self.asked if not self._shown_at_once(key)]

    @property
    def missing_names(self) -> list[str]:
        return [str(field.heading) for field in self.known.all if field.key in self.missing]

    @property
    def places(self) -> dict[int, str]:
        return {
            place: key
            for place in range(len(self.layout.headings))
            if (key := self.cleaned_data.get(f"column_{place}"))
        }

    @property
    def for_all(self) -> dict[str, str]:
        given = {key: self.cleaned_data.get(f"all_{key}") for key in self.asked}
        return {key: str(value) for key, value in given.items() if value}


def _with_need(field: Field) -> str:
    return _("%(name)s (needed)") % {"name": field.heading} if field.is_needed else str(field.heading)
