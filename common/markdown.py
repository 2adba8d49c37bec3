"""Text that people write, as HTML: CommonMark with tables, and nothing that could reach out of the page."""

from functools import cache
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

#: A page has its own headings above those of a text in it.
DEEPER = 2


@register.filter(is_safe=True)
def markdown(text: str) -> SafeString:
    """HTML in a text is shown as text, pictures stay words, and a link leads nowhere but to the web or a
    mailbox. A line ends where its writer ended it."""
    return mark_safe(str(_reader().render(text or "")))


@cache
def _reader() -> Any:
    from markdown_it import MarkdownIt

    reader: Any = MarkdownIt("commonmark", {"html": False, "breaks": True})
    reader.enable(["table", "strikethrough"]).disable(["image", "html_block", "html_inline"])
    reader.validateLink = _leads_out
    reader.add_render_rule("heading_open", _heading)
    reader.add_render_rule("heading_close", _heading)
    reader.add_render_rule("link_open", _link)
    return reader


def _leads_out(url: str) -> bool:
    return url.strip().lower().startswith(("https://", "http://", "mailto:"))


def _heading(renderer: Any, tokens: Any, place: int, options: Any, env: Any) -> str:
    token = tokens[place]
    level = min(6, int(token.tag[1]) + DEEPER)
    return f"<h{level}>" if token.nesting == 1 else f"</h{level}>\n"


def _link(renderer: Any, tokens: Any, place: int, options: Any, env: Any) -> str:
    tokens[place].attrSet("rel", "noopener noreferrer")
    return str(renderer.renderToken(tokens, place, options, env))
