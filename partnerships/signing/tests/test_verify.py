"""``manage.py verify_signoffs`` works everything out anew, and names what differs."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.papers import Papers, signed_by, signed_by_both
from tests.story import Story


@contextmanager
def without_triggers(*names: str) -> Iterator[None]:
    """As somebody might who owns the database."""
    with connection.cursor() as cursor:
        for table, name in names_of(names):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
        yield


def names_of(rules: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(rule.rsplit("_", 2)[0], rule) for rule in rules]


def tamper(statement: str) -> None:
    every = (
        "partnerships_signoff_sealed_update",
        "partnerships_signoff_kept_update",
        "partnerships_signature_final_update",
        "partnerships_signature_final_delete",
    )
    with without_triggers(*every), connection.cursor() as cursor:
        cursor.execute(statement)


def verify() -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command("verify_signoffs", stdout=out, stderr=err)
    except CommandError as error:
        code = error.returncode
    return code, out.getvalue() + err.getvalue()


def test_nothing_to_find(story: Story, papers: Papers) -> None:
    assert verify() == (0, "0 sign-offs checked.\nEverything is as it was signed.\n")
    signed_by_both(story, papers)
    signed_by(story, "sro", papers.submit(story, key="2"), "Not the price list.")
    assert verify() == (0, "2 sign-offs checked.\nEverything is as it was signed.\n")


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
