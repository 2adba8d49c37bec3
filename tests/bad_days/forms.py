"""The forms of a page, as a browser would find and fill them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

TYPED = {"text", "textarea", "search", "url", "email", ""}


@dataclass
class Field:
    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)
    is_checked: bool = False


@dataclass
class Form:
    """One form that posts. ``filled`` is what a browser would send if nobody typed anything."""

    action: str
    fields: list[Field] = field(default_factory=list)

    @property
    def typed(self) -> list[str]:
        """The names of what is written by hand."""
        return [one.name for one in self.fields if one.kind in TYPED]

    @property
    def files(self) -> list[str]:
        return [one.name for one in self.fields if one.kind == "file"]

    def filled(self) -> dict[str, list[str]]:
        data: dict[str, list[str]] = {}
        for one in self.fields:
            if one.kind in {"file", "password"} or (one.kind in {"checkbox", "radio"} and not one.is_checked):
                continue
            value = one.value
            if one.kind == "select" and not value:
                value = next((choice for choice in one.choices if choice), "")
            data.setdefault(one.name, []).append(value)
        for one in self.fields:
            if one.kind in {"radio", "checkbox"} and one.name not in data:
                data[one.name] = [one.value]
        return data


class Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.forms: list[Form] = []
        #: Forms by their id, for fields that stand outside of them.
        self.by_id: dict[str, Form] = {}
        self._form: Form | None = None
        self._field: Field | None = None
        self._later: list[tuple[str, Field]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urlsplit(has.get("action") or self.url)
            self._form = Form(action.path or urlsplit(self.url).path)
            if has.get("method", "").lower() == "post":
                self.forms.append(self._form)
            self.by_id[has.get("id", "")] = self._form
        elif tag == "option" and self._field:
            self._field.choices.append(has.get("value", ""))
            if "selected" in has:
                self._field.value = has.get("value", "")
        elif tag in {"input", "textarea", "select", "button"} and has.get("name"):
            self._take(tag, has)

    def _take(self, tag: str, has: dict[str, str]) -> None:
        kind = (
            tag if tag in {"textarea", "select"} else has.get("type", "text" if tag == "input" else "submit")
        )
        one = Field(has["name"], kind, has.get("value", ""), is_checked="checked" in has)
        if tag in {"textarea", "select"}:
            self._field = one
        if has.get("form"):
            self._later.append((has["form"], one))
        elif self._form:
            self._form.fields.append(one)

    def handle_data(self, data: str) -> None:
        if self._field and self._field.kind == "textarea":
            self._field.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag in {"textarea", "select"} and self._field:
            if tag == "textarea":
                self._field.value = self._field.value.removeprefix("\n")  # as browsers do
            self._field = None

    def close(self) -> None:
        super().close()
        for name, one in self._later:
            if name in self.by_id:
                self.by_id[name].fields.append(one)


def forms_of(page: str, url: str) -> list[Form]:
    reader = Reader(url)
    reader.feed(page)
    reader.close()
    for form in reader.forms:
        form.fields = _with_one_button(form.fields)
    return reader.forms


def _with_one_button(fields: list[Field]) -> list[Field]:
    """A browser sends the button that was pressed: the first of several."""
    kept: list[Field] = []
    for one in fields:
        if one.kind != "submit" or one.name not in {other.name for other in kept}:
            kept.append(one)
    return kept
