"""Nobody keeps somebody else from signing in, or from signing, by trying wrong passwords."""

from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from accounts.tests.mail import link_in, mails_to
from tests.papers import Papers
from tests.story import PASSWORD, Story

LOGIN = "/account/login/"
SIGN = "/p/school/sign-offs/1/sign/"


def somewhere(n: int) -> Client:
    return Client(REMOTE_ADDR=f"192.0.2.{n}")


def sign_in(client: Client, email: str, password: str = PASSWORD) -> HttpResponse:
    return client.post(LOGIN, {"login": email, "password": password})  # type: ignore[return-value]


def is_let_in(client: Client, email: str) -> bool:
    answer = sign_in(client, email)
    if answer.status_code != 302:
        assert "Too many tries" in answer.content.decode()
    return answer.status_code == 302


def guess_from_everywhere(email: str) -> None:
    for n in range(1, 11):
        for _ in range(5):
            sign_in(somewhere(n), email, "wrong")


def test_wrong_passwords_from_one_place_lock_out_that_place_only(story: Story) -> None:
    for _ in range(6):
        sign_in(somewhere(1), story.sro.email, "wrong")
    assert not is_let_in(somewhere(1), story.sro.email)
    assert is_let_in(somewhere(1), story.lead.email)
    assert is_let_in(somewhere(2), story.sro.email)


def test_guesses_from_everywhere_are_stopped_and_a_known_browser_is_let_past(story: Story) -> None:
    own, shared = somewhere(100), somewhere(101)
    assert is_let_in(own, story.sro.email)
    assert is_let_in(shared, story.lead.email)
    own.post("/account/logout/")
    shared.post("/account/logout/")
    guess_from_everywhere(story.sro.email)
    assert not is_let_in(somewhere(99), story.sro.email), "fifty are enough, wherever they come from"
    assert not is_let_in(shared, story.sro.email), "it is known as somebody else's"
    assert is_let_in(own, story.sro.email)
    assert is_let_in(somewhere(99), story.lead.email), "it is nobody else's matter"


def test_the_mark_of_a_known_browser_is_no_key(story: Story, settings: LazySettings) -> None:
    own = somewhere(100)
    sign_in(own, story.sro.email)
    mark = own.cookies[settings.KNOWN_BROWSER_COOKIE_NAME]
    assert mark["httponly"]
    assert mark["max-age"] == 365 * 24 * 60 * 60
    assert story.sro.email not in mark.value
    forged = somewhere(102)
    forged.cookies[settings.KNOWN_BROWSER_COOKIE_NAME] = mark.value.replace(":", "x:", 1)
    stolen = somewhere(103)
    stolen.cookies[settings.KNOWN_BROWSER_COOKIE_NAME] = mark.value
    guess_from_everywhere(story.sro.email)
    assert not is_let_in(forged, story.sro.email)
    for _ in range(5):
        assert "Too many tries" not in sign_in(stolen, story.sro.email, "wrong").content.decode()
    assert not is_let_in(stolen, story.sro.email), "it has five tries like everybody"


def test_colleagues_behind_one_address_keep_no_known_browser_out(story: Story) -> None:
    own, colleague = somewhere(1), somewhere(1)
    sign_in(own, story.sro.email)
    own.post("/account/logout/")
    for n in range(40):
        sign_in(colleague, f"nobody{n}@fyrstad.example", "wrong")
    assert sign_in(colleague, story.lead.email).status_code == 429
    assert is_let_in(own, story.sro.email)


def test_who_is_locked_out_gets_in_by_a_new_password(story: Story) -> None:
    guess_from_everywhere(story.sro.email)
    own = somewhere(99)
    assert not is_let_in(own, story.sro.email)
    own.post("/account/password/reset/", {"email": story.sro.email})
    (mail,) = mails_to(story.sro.email)
    page = own.get(link_in(mail), follow=True).redirect_chain[-1][0]
    own.post(page, {"password1": "three-green-bicycles", "password2": "three-green-bicycles"})
    assert sign_in(own, story.sro.email, "three-green-bicycles").status_code == 302


def test_signing_has_tries_of_its_own(story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story)
    own = somewhere(1)
    own.force_login(story.sro)

    def sign(password: str) -> str:
        return own.post(SIGN, {"sha256": sign_off.sha256, "password": password}, follow=True).content.decode()

    guess_from_everywhere(story.sro.email)
    for _ in range(5):
        own.post("/account/reauthenticate/", {"password": "wrong"})
    assert "This is not your password." in sign("wrong")
    assert "Signed. It now waits" in sign(PASSWORD)


def test_wrong_passwords_at_signing_are_no_matter_of_signing_in(story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story)
    own = somewhere(1)
    own.force_login(story.sro)
    for _ in range(5):
        own.post(SIGN, {"sha256": sign_off.sha256, "password": "wrong"})
    said = own.post(SIGN, {"sha256": sign_off.sha256, "password": PASSWORD}).content.decode()
    assert "Too many tries" in said
    assert is_let_in(somewhere(1), story.sro.email)
