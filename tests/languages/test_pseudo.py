"""The pages in the language for tests: what has no accents is somebody's own words, or was forgotten."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from django.apps import apps
from django.conf import LazySettings, settings
from django.db import models
from django.test import Client
from django.utils import dates, timezone

from accounts.people.models import Person
from assessments.respondents.models import ChosenRespondent, Respondent
from outbox.models import Message
from portfolio.sweeps import run_sweeps
from tests.every_url.table import TABLE
from tests.every_url.test_every_url import address
from tests.every_url.world import build_world
from tests.languages.pseudo import LANGUAGE, pseudo, write_catalogue
from tests.languages.test_templates_speak import NAMES
from tests.story import tell_story

pytestmark = pytest.mark.django_db
DAYS_AND_MONTHS = (dates.MONTHS, dates.MONTHS_3, dates.WEEKDAYS, dates.WEEKDAYS_ABBR)
#: What the product does not say itself: names of zones and languages, and what Django itself translates.
NOT_OURS = " ".join(
    [
        *available_timezones(),
        *(name for _code, name in settings.LANGUAGES),
        *(str(name).title() for names in DAYS_AND_MONTHS for name in names.values()),
        "CEST",  # and what else zones are called for short: of three letters or more, in summer and winter
        "CET",
        "bytes",
        "Paper",  # what the tests call a thing to sign
    ]
)
SHOWN_ATTRIBUTES = {"alt", "title", "aria-label", "placeholder", "data-label"}


class Texts(HTMLParser):
    """What a reader sees or hears of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hidden = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in {"script", "style", "textarea"}
        self.found += [value for name, value in attrs if name in SHOWN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"script", "style", "textarea"}

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)


def outside_brackets(text: str) -> str:
    before = None
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
    return text


def words(text: str) -> set[str]:
    """Initials are none."""
    return set(re.findall(r"[^\W\d_]{3}[^\W_]*", text))


def own_words(*but: type[models.Model]) -> set[str]:
    """All that people have typed: the text of the database, but not the values of choices."""
    found = NAMES | words(NOT_OURS)
    for model in (model for model in apps.get_models() if model not in but):
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
            if is_text or isinstance(field, models.JSONField):
                for value in model._default_manager.values_list(field.name, flat=True):
                    found |= words(str(value))
    return found


@pytest.fixture
def client_in_pseudo(client: Client, settings: LazySettings, tmp_path: Path) -> Client:
    write_catalogue(tmp_path / "locale")
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    settings.MEDIA_ROOT = tmp_path / "files"
    return client


def test_no_page_says_a_word_outside_gettext(client_in_pseudo: Client, settings: LazySettings) -> None:
    world = build_world(tell_story(), Path(settings.MEDIA_ROOT))
    lead = world.story.lead
    Person.objects.filter(pk=lead.pk).update(language=LANGUAGE)
    Respondent.objects.update(language=LANGUAGE)
    client_in_pseudo.force_login(lead)
    typed = own_words()
    forgotten = {}
    for name in (name for name, row in TABLE.items() if row.get and "lead" in row.get):
        answer = client_in_pseudo.get(address(world, name))
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            shown = Texts(answer.content.decode()).found
            if left := {part for text in shown if (part := " ".join(words(outside_brackets(text)) - typed))}:
                forgotten[name] = left
    assert forgotten == {}


def test_no_mail_says_a_word_outside_gettext(client_in_pseudo: Client, settings: LazySettings) -> None:
    story = tell_story()
    Person.objects.update(language=LANGUAGE)
    build_world(story, Path(settings.MEDIA_ROOT))
    for model in (Person, Respondent, ChosenRespondent):
        model._default_manager.update(language=LANGUAGE)
    for days in (0, 7, 30):
        run_sweeps(timezone.now() + timedelta(days=days))
    typed = own_words(Message)
    forgotten = {}
    for mail in Message.objects.filter(language=LANGUAGE):
        text = "\n".join([mail.subject, mail.text, *Texts(mail.html).found])
        if left := words(outside_brackets(re.sub(r"https?://\S+", "", text))) - typed:
            forgotten[mail.key] = left
    assert forgotten == {}


def test_the_language_keeps_what_is_no_word() -> None:
    assert pseudo("Hi %(name)s, <b>{count}</b>\n").startswith("⟦Hî %(name)s, <b>{count}</b> ~")
    assert pseudo("Hi %(name)s\n").endswith("⟧\n")
