"""How form fields become HTML: as Django does it, but for lists to choose from and inputs of one line."""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

#: All of these are the one template of an input.
INPUTS = {
    f"django/forms/widgets/{name}.html"
    for name in ("input", "text", "number", "email", "url", "search", "hidden", "date")
}


class FormRenderer(DjangoTemplates):
    """Django's template of a select includes two others for each option, and a page with filters has dozens
    of options: put together here, they cost a tenth (of the register of risks, they were a fourth). An input
    includes two others, too."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> Any:
        if template_name == "django/forms/widgets/select.html":
            return _select(context["widget"])
        if template_name in INPUTS:
            return _input(context["widget"])
        return super().render(template_name, context, request)


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = widget["value"]
    given = "" if value is None else f' value="{conditional_escape(str(value))}"'
    name, attributes = conditional_escape(widget["name"]), _attributes(widget["attrs"])
    return mark_safe(f'<input type="{conditional_escape(widget["type"])}" name="{name}"{given}{attributes}>')


def _select(widget: Mapping[str, Any]) -> SafeString:
    lines = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            lines.append(f'  <optgroup label="{conditional_escape(group)}">')
        lines += map(_option, options)
        if group:
            lines.append("  </optgroup>")
    return mark_safe("\n".join([*lines, "</select>"]))


def _option(option: Mapping[str, Any]) -> str:
    value, label = conditional_escape(str(option["value"])), conditional_escape(localize(option["label"]))
    return f'  <option value="{value}"{_attributes(option["attrs"])}>{label}</option>'


def _attributes(attrs: Mapping[str, Any]) -> str:
    """A name alone for ``True``, and nothing for ``False``."""
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
        for name, value in attrs.items()
        if value is not False
    )
