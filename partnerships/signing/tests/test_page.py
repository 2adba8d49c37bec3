"""Reading, signing and taking back, through the pages."""

import hashlib
import time

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.people.models import Person
from accounts.sign_in.tests.test_second_factor import code_of
from outbox.models import Message
from partnerships.people.models import Role
from partnerships.signing.models import Signature, SignOff
from tests.papers import TEXT, Papers, signed_by, signed_by_both
from tests.story import PASSWORD, Story, today

LIST = "/p/school/sign-offs/"
PAGE = "/p/school/sign-offs/1/"


def page(client: Client, story: Story, who: str, url: str = PAGE) -> str:
    client.force_login(story.people[who])
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def typed(sign_off: SignOff, password: str = PASSWORD, **more: str) -> dict[str, str]:
    return {"sha256": sign_off.sha256, "password": password, "reservation": "", **more}


def test_both_sides_read_and_sign(client: Client, story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story)
    assert "<strong>also with bad news</strong>" in page(client, story, "sro")
    words = "Not the price list."
    response = client.post(f"{PAGE}sign/", typed(sign_off, reservation=words), follow=True)
    assert "It now waits for the other side." in response.content.decode()
    assert words in page(client, story, "srie")
    response = client.post(f"{PAGE}sign/", typed(sign_off), follow=True)
    assert "Signed by both" in response.content.decode()
    assert SignOff.objects.get().state == "signed"
    assert set(Signature.objects.values_list("name", "method")) == {
        ("Anna Hedlund", "password"),
        ("Per Olsen", "password"),
    }


def test_the_form_is_there_for_those_who_may_sign(client: Client, story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story)
    assert "Do you sign for Fyrstads kommun?" in page(client, story, "sro")
    for who in ("lead", "reader", "officer"):
        assert "Do you sign" not in page(client, story, who)
        assert client.post(f"{PAGE}sign/", typed(sign_off)).status_code == 403
    assert not Signature.objects.exists()
    signed_by(story, "sro", sign_off)
    assert "Do you sign" not in page(client, story, "sro")


@pytest.mark.parametrize("password", ["", "wrong"])
def test_no_signature_without_the_password(
    client: Client, story: Story, papers: Papers, password: str
) -> None:
    sign_off = papers.submit(story)
    client.force_login(story.sro)
    response = client.post(f"{PAGE}sign/", typed(sign_off, password, reservation="Not the price list."))
    said = response.content.decode()
    assert ("This is not your password." if password else "Please type your password") in said
    assert "Not the price list." in said
    assert not Signature.objects.exists()


def test_guessing_is_stopped_as_it_is_at_the_door(client: Client, story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story)
    client.force_login(story.sro)
    for _n in range(5):
        client.post(f"{PAGE}sign/", typed(sign_off, "wrong"))
    response = client.post(f"{PAGE}sign/", typed(sign_off, reservation="Kept"))
    assert "Too many tries" in response.content.decode()
    assert "Kept" in response.content.decode()
    assert not Signature.objects.exists()


def test_who_has_a_passkey_signs_with_it_and_nothing_less(
    client: Client, story: Story, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The passkey itself is shown in tests/browser; here it is recorded as allauth records it."""
    sign_off = papers.submit(story)
    enrol(story.sro, Authenticator.Type.TOTP)
    passkey = enrol(story.sro, Authenticator.Type.WEBAUTHN)
    said = page(client, story, "sro")
    assert 'name="password"' not in said
    client.post(f"{PAGE}sign/", typed(sign_off))
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.post(f"{PAGE}sign/", typed(sign_off))
    assert not Signature.objects.exists()

    answer = client.post(f"{PAGE}sign/", typed(sign_off, "", how="passkey", reservation="Kept"))
    assert answer["Location"].startswith("/account/2fa/webauthn/reauthenticate/?next=")
    client.post(f"{PAGE}sign/", typed(sign_off))
    assert not Signature.objects.exists()
    show(client, passkey)
    said = client.get(PAGE).content.decode()
    assert "You have shown that it is you." in said
    assert ">\nKept</textarea>" in said
    later = timezone.now().timestamp() + 121
    with monkeypatch.context() as patched:
        patched.setattr("accounts.sign_in.confirming.time.time", lambda: later)
        client.post(f"{PAGE}sign/", typed(sign_off, ""))
        assert not Signature.objects.exists(), "two minutes are over"
    client.post(f"{PAGE}sign/", typed(sign_off, "", reservation="Kept"))
    signature = Signature.objects.get()
    assert (signature.reservation, signature.method) == ("Kept", "passkey")


def test_a_passkey_shown_for_something_else_does_not_sign(
    client: Client, story: Story, papers: Papers
) -> None:
    sign_off = papers.submit(story)
    passkey = enrol(story.sro, Authenticator.Type.WEBAUTHN)
    client.force_login(story.sro)
    show(client, passkey)
    client.post(f"{PAGE}sign/", typed(sign_off))
    assert not Signature.objects.exists()


def test_who_has_an_app_signs_with_password_and_code(client: Client, story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story)
    secret = generate_totp_secret()
    enrol(story.sro, Authenticator.Type.TOTP, secret=secret)
    assert 'name="code"' in page(client, story, "sro")
    assert 'name="code"' not in page(client, story, "srie")
    client.force_login(story.sro)
    code = code_of(secret)
    for password, wrong in ((PASSWORD, ""), (PASSWORD, "000000"), ("wrong", code), ("", code)):
        client.post(f"{PAGE}sign/", typed(sign_off, password, code=wrong))
        assert not Signature.objects.exists()
    client.post(f"{PAGE}sign/", typed(sign_off, code=code))
    assert Signature.objects.get().method == "code"


def enrol(person: Person, kind: str, **data: str) -> Authenticator:
    authenticator: Authenticator = Authenticator.objects.create(user=person, type=kind, data=data)
    return authenticator


def show(client: Client, passkey: Authenticator) -> None:
    session = client.session
    record = {"method": "mfa", "at": time.time(), "type": passkey.type, "reauthenticated": True}
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [record]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(passkey.user)
    session.save()


def test_having_signed_in_is_not_enough(client: Client, story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story)
    client.post("/account/login/", {"login": story.sro.email, "password": PASSWORD})
    client.post(f"{PAGE}sign/", typed(sign_off, ""))
    assert not Signature.objects.exists()
    client.post(f"{PAGE}sign/", typed(sign_off))
    assert Signature.objects.exists()


def test_a_role_that_ended_while_the_page_was_open(client: Client, story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story)
    page(client, story, "sro")
    Role.objects.filter(person=story.sro).update(part="member")
    response = client.post(f"{PAGE}sign/", typed(sign_off, reservation="Kept"))
    assert response.status_code == 403
    said = response.content.decode()
    assert "You cannot sign for your side now" in said
    assert "Kept" in said
    assert not Signature.objects.exists()
    story.sro.memberships.update(ended_at=timezone.now())
    assert client.post(f"{PAGE}sign/", typed(sign_off)).status_code == 404


def test_a_text_that_changed_meanwhile_shows_what_changed(
    client: Client, story: Story, papers: Papers
) -> None:
    sign_off = papers.submit(story)
    page(client, story, "sro")
    papers.texts["1"] = TEXT.replace("Both gain", "Both gain, fairly")
    response = client.post(f"{PAGE}sign/", typed(sign_off, reservation="Kept"))
    said = response.content.decode()
    assert "it has changed since it was submitted. “The whole of it” says something else now." in said
    assert "<li>“The whole of it” says something else now.</li>" in said
    assert "Do you sign" not in said
    assert "Kept" in said
    assert not Signature.objects.exists()


def test_a_version_that_was_replaced_leads_to_the_new_one(
    client: Client, story: Story, papers: Papers
) -> None:
    old = papers.submit(story)
    page(client, story, "sro")
    lead = Client()
    lead.force_login(story.lead)
    assert "Say in a few words why" in lead.post(f"{PAGE}withdraw/", {"reason": " "}).content.decode()
    lead.post(f"{PAGE}withdraw/", {"reason": "A word was missing"})
    papers.submit(story, text=TEXT + "\nAnd fairly.\n")
    said = client.post(f"{PAGE}sign/", typed(old)).content.decode()
    assert "it was withdrawn while you read it" in said
    assert "A word was missing" in said
    assert "And fairly.</ins>" in said
    assert f"{LIST}2/" in said
    told = Message.objects.filter(key__contains="/withdrawn/")
    assert {message.to for message in told} == {story.sro.email, story.srie.email, story.supplier_lead.email}


def test_only_who_put_things_up_withdraws(client: Client, story: Story, papers: Papers) -> None:
    papers.submit(story)
    for who, status in (("member", 403), ("reader", 403), ("stranger", 404), ("supplier_lead", 302)):
        client.force_login(story.people[who])
        assert client.post(f"{PAGE}withdraw/", {"reason": "No"}).status_code == status
    assert SignOff.objects.get().state == "withdrawn"


def test_what_is_signed_cannot_be_withdrawn(client: Client, story: Story, papers: Papers) -> None:
    signed_by_both(story, papers)
    client.force_login(story.lead)
    said = client.post(f"{PAGE}withdraw/", {"reason": "No"}).content.decode()
    assert "What is signed stays." in said
    assert SignOff.objects.get().state == "signed"


def test_the_file_has_the_digest_that_the_page_shows(client: Client, story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story, text="Både och\r\nNär det gäller\u2028åtaganden")
    assert sign_off.sha256 in page(client, story, "reader")
    response = client.get("/p/school/sign-offs/1.txt")
    assert hashlib.sha256(response.content).hexdigest() == sign_off.sha256
    name = f"S-1 How we work School administration {today()}.txt"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    client.force_login(story.stranger)
    assert client.get("/p/school/sign-offs/1.txt").status_code == 404


def test_the_list_tells_states_apart(client: Client, story: Story, papers: Papers) -> None:
    assert "Nothing has been submitted" in page(client, story, "reader", LIST)
    signed_by_both(story, papers)
    papers.submit(story, key="2")
    assert "1 waits for signatures" in page(client, story, "reader", LIST)
    signed = page(client, story, "reader", f"{LIST}?state=signed&kind=paper")
    assert f"{LIST}1/" in signed
    assert f"{LIST}2/" not in signed
    assert "Nothing matches." in page(client, story, "reader", f"{LIST}?state=withdrawn")
    assert f"{LIST}2/" in page(client, story, "reader", f"{LIST}?state=nonsense")


def test_as_many_queries_for_ten_times_as_much(
    client: Client, story: Story, papers: Papers, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    papers.submit(story, key="a")
    counts = []
    for more in (1, 25):
        for number in range(more):
            papers.submit(story, key=f"{more}-{number}")
        for url in (LIST, PAGE, "/p/school/signers/"):
            client.force_login(story.sro)
            with django_assert_max_num_queries(15) as caught:
                client.get(url)
            counts.append(len(caught))
    assert [counts[0] + 1, *counts[1:3]] == counts[3:]  # a list of more than a page is counted


def test_who_leaves_both_sides_is_out_and_what_they_signed_stays(
    client: Client, story: Story, papers: Papers
) -> None:
    signed_by_both(story, papers)
    assert "Anna Hedlund" in page(client, story, "sro")
    story.sro.memberships.update(ended_at=timezone.now())
    assert client.get(PAGE).status_code == 404
    story.sro.given_name = "Somebody"
    story.sro.is_active = False
    story.sro.save()
    assert "Anna Hedlund" in page(client, story, "srie")
    assert Signature.objects.filter(name="Anna Hedlund").exists()
