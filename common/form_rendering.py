"""How form fields become HTML: as Django does it, but for the lists to choose from."""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


class FormRenderer(DjangoTemplates):
    """Django's template of a select includes two others for each option, and a page with filters has dozens
    of options: put together here, they cost a tenth (of the register of risks, they were a fourth)."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> Any:
        if template_name == "django/forms/widgets/select.html":
            return _select(context["widget"])
        return super().render(template_name, context, request)


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
