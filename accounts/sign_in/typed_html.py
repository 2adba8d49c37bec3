"""What was typed is put back into a page: its form is found by where it leads, its fields by their names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

Values = Mapping[str, list[str]]
Attributes = dict[str, str | None]
#: Nobody types these. Of what is hidden only the version is put back, so that it is noticed as ever what
#: others changed meanwhile.
NOT_TYPED = {"hidden", "password", "file", "submit", "button", "image", "reset"}
VERSION = "version"


@dataclass
class Form:
    """A form of the page, and what to write where (from, to, text) so that it holds what was typed."""

    begins_at: int
    edits: list[tuple[int, int, str]]
    left: dict[str, list[str]]
    hidden: dict[str, str] = field(default_factory=dict)
    put_back: set[str] = field(default_factory=set)


class FormFinder(HTMLParser):
    """Reads a page for its forms that lead to ``path``."""

    def __init__(self, html: str, page: str, path: str, typed: Values) -> None:
        super().__init__(convert_charrefs=False)
        self.page, self.path, self.typed = page, path, typed
        self.found: list[Form] = []
        self.main_at: int | None = None
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._form: Form | None = None
        self._details: list[tuple[int, int, str] | None] = []
        self._select = ""
        self._textarea: tuple[str, int] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        begin = self._at()
        end = begin + len(self.get_starttag_text() or "")
        if tag == "main":
            self.main_at = end
        elif tag == "details":
            self._details.append(None if "open" in given else (end - 1, end - 1, " open"))
        elif tag == "form":
            self._begin_form(given, end)
        elif self._form is not None:
            self._read_field(self._form, tag, given, begin, end)

    def handle_endtag(self, tag: str) -> None:
        if tag == "details" and self._details:
            self._details.pop()
        elif tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._textarea and self._form is not None:
            name, begins_at = self._textarea
            self._textarea = None
            values = self._form.left.get(name)
            if values:
                text = "\n" + escape(values.pop(0))  # a browser leaves out the first line break
                self._form.edits.append((begins_at, self._at(), text))
                self._form.put_back.add(name)

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _begin_form(self, given: Attributes, end: int) -> None:
        leads_to = urlsplit(urljoin(self.page, given.get("action") or "")).path
        if (given.get("method") or "").lower() != "post" or leads_to != self.path:
            return
        opened = [edit for edit in self._details if edit]
        left = {name: list(values) for name, values in self.typed.items()}
        self._form = Form(end, opened, left)
        self.found.append(self._form)

    def _read_field(self, form: Form, tag: str, given: Attributes, begin: int, end: int) -> None:
        name = given.get("name") or ""
        if tag == "textarea":
            self._textarea = (name, end)
        elif tag == "select":
            self._select = name
        elif tag == "option":
            self._tick(form, self._select, given, begin, end, "selected")
        elif tag == "input":
            self._read_input(form, name, given, begin, end)

    def _read_input(self, form: Form, name: str, given: Attributes, begin: int, end: int) -> None:
        kind = (given.get("type") or "text").lower()
        if kind == "hidden":
            form.hidden[name] = given.get("value") or ""
        if kind in {"checkbox", "radio"}:
            self._tick(form, name, given, begin, end, "checked")
        elif kind not in NOT_TYPED or (name == VERSION and kind == "hidden"):
            values = form.left.get(name)
            if values:
                form.edits.append((begin, end, _tag("input", {**given, "value": values.pop(0)})))
                form.put_back.add(name)

    def _tick(self, form: Form, name: str, given: Attributes, begin: int, end: int, mark: str) -> None:
        """A box that was not ticked is not sent: what is ticked now is what was sent, and nothing else."""
        value = given.get("value") or ("on" if mark == "checked" else "")
        others = {key: of for key, of in given.items() if key != mark}
        is_chosen = value in self.typed.get(name, [])
        if is_chosen:
            form.put_back.add(name)
            others[mark] = None
        elif mark == "selected" and name not in self.typed:
            return
        tag = "option" if mark == "selected" else "input"
        form.edits.append((begin, end, _tag(tag, others)))


def _tag(name: str, attributes: Attributes) -> str:
    said = (
        f' {key}="{escape(value)}"' if value is not None else f" {key}" for key, value in attributes.items()
    )
    return f"<{name}{''.join(said)}>"


def best_form(finder: FormFinder) -> Form | None:
    """Of several that lead to the same address the one that says the same by itself."""

    def likeness(form: Form) -> tuple[int, int]:
        same = sum(finder.typed.get(name) == [value] for name, value in form.hidden.items())
        return same, len(form.put_back)

    return max(finder.found, key=likeness, default=None)


def rewritten(html: str, edits: list[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for begin, end, text in sorted(edits):
        parts += [html[at:begin], text]
        at = end
    return "".join([*parts, html[at:]])
