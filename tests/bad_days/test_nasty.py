"""Whatever is typed into a form is taken, or refused in words and handed back; nothing breaks over it."""

import html
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from tests.bad_days.forms import Form
from tests.every_url.parts import World
from tests.every_url.table import TABLE
from tests.every_url.test_every_url import address

pytestmark = pytest.mark.django_db

TYPED = {
    "much too long": "Wort" * 2500,
    "one long word with a character that no database keeps": "one\x00" + "two" * 3000,
    "right to left, emoji, a formula, markup": "=1+1 \u202eשלום مرحبا 👩‍👧 e\u0301 <script>f('&')</script>",
    "what other fields do not take": "Kept as I typed it",
}
#: What no choice, day or number is; some would not fit into a database either.
NONSENSE = {
    "date": "soon",
    "time": "99:99",
    "number": "9" * 20,
    "hidden": "9" * 20,
    "radio": "9" * 20,
    "checkbox": "9" * 20,
    "select": "no\x00such",
    "url": "javascript:alert(1)",
    "email": "nobody\x00@",
}


def filled(form: Form, text: str, *, nonsense: bool) -> dict[str, Any]:
    data: dict[str, Any] = form.filled()
    for field in form.fields:
        if field.name == "csrfmiddlewaretoken":
            continue
        if field.kind in {"text", "textarea", "search", ""}:
            data[field.name] = [text]
        elif nonsense and field.kind in NONSENSE:
            data[field.name] = [NONSENSE[field.kind]]
    for name in form.files:
        data[name] = SimpleUploadedFile(f"{text[:60]}.txt", b"It held.")
    return data


@pytest.mark.parametrize("what", TYPED)
def test_nothing_breaks_and_nothing_typed_is_lost(world: World, forms: dict[str, Form], what: str) -> None:
    client = Client()
    client.force_login(world.story.lead)
    assert len(forms) > 40
    wrong = []
    for name, form in forms.items():
        text = TYPED[what]
        data = filled(form, text, nonsense=what.startswith("what other"))
        with transaction.atomic():
            try:
                answer = client.post(form.action, data)
                status = client.get(answer["Location"]).status_code if answer.status_code == 302 else 200
            except Exception as error:  # the next forms are to be tried, too
                wrong.append(f"{name}: {error!r}")
                transaction.set_rollback(True)
                continue
            transaction.set_rollback(True)
        if status != 200 or answer.status_code not in {200, 302, 404, 409, 422}:
            wrong.append(f"{name}: {answer.status_code}, then {status}")
        if answer.status_code in {200, 409, 422}:
            page = html.unescape(answer.content.decode()).replace("\x00", "")
            count = page.count(text.replace("\x00", ""))
            expected = sum(field.kind in {"text", "textarea", ""} for field in form.fields)
            if count < expected:
                wrong.append(f"{name}: {count} of {expected} texts came back")
    assert not wrong, "\n".join(wrong)


def test_no_question_in_an_address_breaks_a_page(world: World) -> None:
    """Filters, pages and searches come from the address, where anybody can write anything."""
    client = Client()
    client.force_login(world.story.lead)
    names = "q page after before kind level owner side state space person since until when board stage area "
    names += "sort late origin group about category write from to left right cell likelihood impact status"
    wrong = []
    for value in ("%00", "9" * 25, "-1", "=1", "%F0%9F%91%A9", "a" * 3000, "2027-13-45"):
        query = "&".join(f"{name}={value}" for name in names.split())
        for name, row in TABLE.items():
            url = address(world, name)
            if (
                not row.get
                or "lead" not in row.get
                or not url.startswith(("/p/", "/search", "/lessons", "/calendar/?"))
            ):
                continue
            with transaction.atomic():
                try:
                    status = client.get(f"{url}?{query}").status_code
                    if status not in {200, 302, 400, 404}:
                        wrong.append(f"{url} {value[:20]}: {status}")
                except Exception as error:  # the next pages are to be tried, too
                    wrong.append(f"{url} {value[:20]}: {error!r}")
                transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)
