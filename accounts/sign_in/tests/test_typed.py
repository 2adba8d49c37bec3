"""Nothing typed is lost with a session: whoever wrote it gets it back after signing in, and nobody else."""

import re
from datetime import timedelta
from importlib import import_module
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from accounts.people.models import Person
from accounts.sign_in.models import TypedForm
from governance.risks.models import Risk
from governance.risks.tests.factories import new_risk
from tests.story import PASSWORD, Story

LOGIN = "/account/login/"
RISK = "/p/school/risks/1/"
CLOSE = "/p/school/risks/1/close/"
WORDS = 'Two lines\n& <b>"more"</b></textarea>'
HERE = "http://testserver"


@pytest.fixture
def browser(story: Story) -> Client:
    new_risk(story)
    client = Client(enforce_csrf_checks=True)
    sign_in(client, story.member)
    return client


def sign_in(client: Client, person: Person, to: str = "") -> str:
    """Where it led."""
    token = token_of(client.get(LOGIN).content.decode())
    sent = {"csrfmiddlewaretoken": token, "login": person.email, "password": PASSWORD, "next": to}
    return str(client.post(LOGIN, sent)["Location"])


def token_of(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found
    return found[1]


def written(client: Client, page: str = RISK, **values: str) -> dict[str, str]:
    return {"csrfmiddlewaretoken": token_of(client.get(page).content.decode()), **values}


def end_sessions() -> None:
    """In the cache as well, where one stands before the table."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in Session.objects.values_list("pk", flat=True):
        store(key).delete()


def next_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["next"][0]


def test_a_text_comes_back_to_its_author_and_is_sent_once_more(story: Story, browser: Client) -> None:
    sent = written(browser, note=WORDS)
    end_sessions()
    answer = browser.post(CLOSE, sent, headers={"Referer": f"{HERE}{RISK}"})
    assert urlsplit(answer["Location"]).path == LOGIN
    assert "what you typed is put back" in browser.get(answer["Location"]).content.decode()
    assert sign_in(browser, story.member, next_of(answer["Location"])) == RISK
    page = browser.get(RISK).content.decode()
    assert escape(WORDS) in page
    assert "nothing is done yet" in page
    assert Risk.objects.get().state == Risk.State.OPEN
    assert "nothing is done yet" not in browser.get(RISK).content.decode()
    assert not TypedForm.objects.exists()
    browser.post(CLOSE, {**sent, "csrfmiddlewaretoken": token_of(page)})
    assert Risk.objects.get().state == Risk.State.CLOSED


def test_a_form_with_a_page_of_its_own_comes_back_with_every_kind_of_field(
    story: Story, browser: Client
) -> None:
    address = "/p/school/risks/new/"
    sent = written(browser, address, event="Typed <b>", cause=WORDS, likelihood="4", space="customer")
    end_sessions()
    answer = browser.post(address, sent)
    assert next_of(answer["Location"]) == address
    sign_in(browser, story.member, address)
    page = browser.get(address).content.decode()
    assert escape("Typed <b>") in page
    assert escape(WORDS) in page
    assert re.search(r'<option value="4" selected>', page)
    boxes = re.findall(r'<input [^>]*name="space"[^>]*>', page)
    assert [("customer" in box.split("id=")[0]) for box in boxes if " checked" in box] == [True]
    assert Risk.objects.count() == 1


def test_somebody_else_on_that_browser_sees_nothing_of_it(story: Story, browser: Client) -> None:
    sent = written(browser, note="Only mine")
    end_sessions()
    browser.post(CLOSE, sent, headers={"Referer": f"{HERE}{RISK}"})
    sign_in(browser, story.lead)
    assert "Only mine" not in browser.get(RISK).content.decode()
    sign_out = token_of(browser.get(RISK).content.decode())
    browser.post("/account/logout/", {"csrfmiddlewaretoken": sign_out})
    sign_in(browser, story.member)
    assert "Back to what you typed" in browser.get("/p/school/risks/").content.decode()
    assert "Only mine" in browser.get(RISK).content.decode()


def test_after_a_sign_in_in_another_window_the_older_page_says_so(story: Story, browser: Client) -> None:
    sent = written(browser, note="Older page")
    end_sessions()
    sign_in(browser, story.member)
    answer = browser.post(CLOSE, sent, headers={"Referer": f"{HERE}{RISK}"})
    assert answer.status_code == 403
    assert f'href="{RISK}"' in answer.content.decode()
    assert "Older page" in browser.get(RISK).content.decode()
    end_sessions()
    sign_in(browser, story.lead)
    answer = browser.post(CLOSE, sent, headers={"Referer": f"{HERE}{RISK}"})
    assert "Somebody else has signed in" in answer.content.decode()
    assert "Older page" not in browser.get(RISK).content.decode()


def test_a_forged_form_plants_nothing(story: Story, browser: Client) -> None:
    end_sessions()
    forged = {"csrfmiddlewaretoken": "a" * 64, "note": "Planted"}
    for sent in (forged, {"note": "Planted"}, {**forged, "csrfmiddlewaretoken": "é" * 64}):
        assert browser.post(CLOSE, sent).status_code == 403
    assert not TypedForm.objects.exists()


@pytest.mark.parametrize(
    "referer",
    [
        "https://evil.example/p/school/risks/1/",
        f"{HERE}//evil.example/",
        f"{HERE}{CLOSE}x",
        f"{HERE}{LOGIN}",
        "",
    ],
)
def test_the_way_back_leads_nowhere_else(browser: Client, referer: str) -> None:
    sent = written(browser, note="Words")
    end_sessions()
    answer = browser.post(CLOSE, sent, headers={"Referer": referer})
    assert next_of(answer["Location"]).startswith(("/p/school/", "/"))
    assert "evil" not in answer["Location"]
    assert "//" not in next_of(answer["Location"])


def test_files_and_passwords_are_not_kept(story: Story, browser: Client) -> None:
    address = "/p/school/files/risk/1/"
    sent = {**written(browser), "note": "From the vendor", "new_password": "a-secret"}
    end_sessions()
    file = SimpleUploadedFile("vendor.pdf", b"%PDF-1.4 text")
    browser.post(address, {**sent, "file": file}, headers={"Referer": f"{HERE}{RISK}"})
    kept = TypedForm.objects.get()
    assert kept.file_names == ["vendor.pdf"]
    assert kept.values["note"] == ["From the vendor"]
    assert "a-secret" not in str(kept.values)
    assert not {name for name in kept.values if "csrf" in name}
    sign_in(browser, story.member)
    page = browser.get(RISK).content.decode()
    assert "Choose these again: vendor.pdf" in page


def test_too_much_is_not_kept_nor_for_longer_than_an_hour(story: Story, browser: Client) -> None:
    much, little = written(browser, note="x" * 300_000), written(browser, note="Short-lived")
    end_sessions()
    answer = browser.post(CLOSE, much, headers={"Referer": f"{HERE}{RISK}"})
    assert next_of(answer["Location"]) == RISK
    assert not TypedForm.objects.exists()
    browser.post(CLOSE, little, headers={"Referer": f"{HERE}{RISK}"})
    TypedForm.objects.update(sent_at=timezone.now() - timedelta(minutes=61))
    sign_in(browser, story.member)
    assert "Short-lived" not in browser.get(RISK).content.decode()


def test_what_a_script_sends_is_left_to_the_script(browser: Client) -> None:
    sent = written(browser, note="By script")
    end_sessions()
    browser.post(CLOSE, sent, headers={"X-Requested-With": "save"})
    assert not TypedForm.objects.exists()
