"""``manage.py verify_signoffs`` works everything out anew, and names what differs."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from partnerships.signing.keys import key_id
from tests.papers import Papers, signed_by, signed_by_both
from tests.story import Story


@contextmanager
def without_triggers(*names: str) -> Iterator[None]:
    """As somebody might who owns the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the end would forbid it
            for name in names:
                cursor.execute(f"ALTER TABLE {name.rsplit('_', 2)[0]} DISABLE TRIGGER {name}")
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for name in names:
                cursor.execute(f"ALTER TABLE {name.rsplit('_', 2)[0]} ENABLE TRIGGER {name}")
            return
        listed = ", ".join(f"'{name}'" for name in names)
        cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE name IN ({listed})")
        triggers = cursor.fetchall()
        assert len(triggers) == len(names)
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


def tamper(*statements: str) -> None:
    every = (
        "partnerships_signoff_sealed_delete",
        "partnerships_signoff_kept_delete",
        "partnerships_signoff_sealed_update",
        "partnerships_signoff_kept_update",
        "partnerships_signature_final_update",
        "partnerships_signature_final_delete",
    )
    with without_triggers(*every), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def verify(*arguments: str) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    code, refusal = 0, ""
    try:
        call_command("verify_signoffs", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        code, refusal = error.returncode, str(error)
    return code, out.getvalue() + err.getvalue() + refusal


GUARDED = "The database guards everything that is final.\n"


def test_nothing_to_find(story: Story, papers: Papers) -> None:
    assert verify() == (0, f"{GUARDED}0 sign-offs checked.\nEverything is as it was signed.\n")
    signed_by_both(story, papers)
    signed_by(story, "sro", papers.submit(story, key="2"), "Not the price list.")
    assert verify() == (0, f"{GUARDED}2 sign-offs checked.\nEverything is as it was signed.\n")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE partnerships_signoff SET text = 'Else' WHERE number = 2",
            "the text does not have the digest",
        ),
        ("UPDATE partnerships_signoff SET state = 'waiting' WHERE number = 2", "does not count as signed"),
        ("UPDATE partnerships_signoff SET title = 'Else' WHERE number = 2", "of Per Olsen was changed"),
        (
            "UPDATE partnerships_signature SET reservation = '' WHERE reservation <> ''",
            "the signature of Anna Hedlund was changed",
        ),
        (
            "UPDATE partnerships_signature SET name = 'Sten' WHERE reservation <> ''",
            "the signature of Sten was changed",
        ),
        (
            "DELETE FROM partnerships_signature WHERE reservation <> ''",
            "a side's signature is missing",
        ),
        ("UPDATE partnerships_signoff SET content = '[]' WHERE number = 2", "what was submitted was changed"),
        (
            "UPDATE partnerships_signoff SET submitted_side = 'supplier' WHERE number = 2",
            "what was submitted was changed",
        ),
        (
            "UPDATE partnerships_signoff SET previous = '0' WHERE number = 2",
            "the digest of the one before it",
        ),
        ("UPDATE partnerships_signature SET previous = '0' WHERE reservation <> ''", "of the one before it"),
    ],
)
def test_what_was_tampered_with_is_named(story: Story, papers: Papers, statement: str, said: str) -> None:
    signed_by_both(story, papers)
    signed_by_both(story, papers, "Not the price list.", key="2")
    tamper(statement)
    code, output = verify()
    assert code == 1
    assert said in output
    assert "school S-2" in output
    assert "school S-1" not in output
    assert "2 sign-offs checked." in output


REMOVE = (
    "DELETE FROM partnerships_signature"
    " WHERE sign_off_id IN (SELECT id FROM partnerships_signoff WHERE number = {0})",
    "DELETE FROM partnerships_signoff WHERE number = {0}",
)


def test_what_was_taken_out_is_missed_in_the_middle_and_at_the_end(story: Story, papers: Papers) -> None:
    for number in (1, 2, 3):
        signed_by_both(story, papers, key=str(number))
    tamper(*(statement.format(2) for statement in REMOVE))
    code, output = verify()
    assert code == 1
    assert "school S-2 “How we work”: it was submitted, and is not there any more" in output
    assert "school S-3 “How we work”: it does not carry the digest of the one before it" in output
    assert "school S-1" not in output
    tamper(*(statement.format(3) for statement in REMOVE))
    assert "school S-3 “How we work”: it was submitted, and is not there any more" in verify()[1]


def test_a_signature_that_was_taken_out_is_missed_while_the_other_side_has_not_signed(
    story: Story, papers: Papers
) -> None:
    signed_by(story, "sro", papers.submit(story))
    tamper("DELETE FROM partnerships_signature")
    code, output = verify()
    assert code == 1
    assert "the timeline says that Customer signed, and there is no signature" in output


def test_whoever_has_no_key_cannot_seal_anew(story: Story, papers: Papers, settings: Any) -> None:
    """Not even who knows how it is done, and works out every digest again."""
    sign_off = signed_by_both(story, papers)
    sign_off.title = "How we would rather work"
    own = settings.SIGNING_KEY
    settings.SIGNING_KEY = "a guess"
    sign_off.link_to("")
    forged = f"title = '{sign_off.title}', digest = '{sign_off.digest}'"
    tamper(f"UPDATE partnerships_signoff SET {forged}, key_id = '{key_id(own)}'")
    settings.SIGNING_KEY = own
    assert "what was submitted was changed" in verify()[1]
    tamper(f"UPDATE partnerships_signoff SET {forged}, key_id = '{sign_off.key_id}'")
    code, output = verify()
    assert code == 1
    assert "1 is sealed with another key than SIGNING_KEY" in output
    assert f"school S-1; the id of the key is {sign_off.key_id}" in output


def test_a_key_that_was_changed_goes_on_proving(story: Story, papers: Papers, settings: Any) -> None:
    before = signed_by_both(story, papers)
    old, settings.SIGNING_KEY = settings.SIGNING_KEY, "the next one"
    assert verify()[0] == 1
    assert verify("--without-keys")[0] == 0, "for who has lost it"
    settings.SIGNING_KEY_FALLBACKS = [old]
    after = signed_by_both(story, papers, key="2")
    assert (before.key_id, after.key_id) == (key_id(old), key_id("the next one"))
    assert after.previous == before.digest
    assert verify()[0] == 0


def test_triggers_that_are_missing_are_named(story: Story, papers: Papers) -> None:
    signed_by_both(story, papers)
    with without_triggers("partnerships_signature_final_delete"):
        code, output = verify()
    assert code == 1
    assert "could be changed: partnerships_signature_final_delete" in output
    assert verify()[0] == 0
