"""What is signed is refused any change: by the models, and by the database below them."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from common.immutable import RowIsImmutable
from common.immutable_rows import missing_triggers
from partnerships.signing.models import Signature, SignOff, WrongMove
from tests.papers import Papers, signed_by, signed_by_both
from tests.story import Story


def _save(row: SignOff | Signature) -> None:
    row.save()


CHANGES: list[Callable[[Any], Any]] = [
    _save,
    lambda row: row.delete(),
    lambda row: type(row).objects.filter(pk=row.pk).update(sha256="0" * 64),
    lambda row: type(row).objects.all().delete(),
    lambda row: type(row).objects.bulk_update([row], ["sha256"]),
    lambda row: type(row).objects.update_or_create(pk=row.pk, defaults={"sha256": "0" * 64}),
    lambda row: type(row).objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["id"], update_fields=["sha256"]
    ),
]


@pytest.mark.parametrize("change", CHANGES)
def test_no_change_through_the_models(story: Story, papers: Papers, change: Callable[[Any], Any]) -> None:
    sign_off = signed_by_both(story, papers)
    for row in (sign_off, sign_off.signatures.first()):
        with pytest.raises(RowIsImmutable), transaction.atomic():
            change(row)
    with pytest.raises(RowIsImmutable):
        sign_off.withdraw(story.lead, "No", sign_off.submitted_at)
    assert SignOff.objects.get().state == "signed"


def test_of_what_waits_only_the_state_moves(story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story)
    with pytest.raises(WrongMove):
        SignOff.objects.move(text="Something else")
    signed_by(story, "sro", sign_off)
    assert SignOff.objects.get().text == sign_off.text


def refused(statement: str) -> None:
    with pytest.raises(IntegrityError, match="final"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE partnerships_signoff SET text = 'Something else'",
        "UPDATE partnerships_signoff SET state = 'waiting'",
        "UPDATE partnerships_signoff SET reminders = 2",
        "DELETE FROM partnerships_signoff",
        "UPDATE partnerships_signature SET reservation = 'Not at all'",
        "DELETE FROM partnerships_signature",
    ],
)
def test_no_change_in_the_database_itself(story: Story, papers: Papers, change: str) -> None:
    signed_by_both(story, papers)
    refused(change)


def test_nor_by_inserting_over_it(story: Story, papers: Papers) -> None:
    signed_by_both(story, papers)
    row = "INSERT INTO partnerships_signature SELECT * FROM partnerships_signature WHERE true"
    refused(f"{row} ON CONFLICT (id) DO UPDATE SET name = 'Sten Fremmed'")
    if connection.vendor == "sqlite":
        refused(row.replace("INSERT", "REPLACE"))
    assert set(Signature.objects.values_list("name", flat=True)) == {"Anna Hedlund", "Per Olsen"}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE partnerships_signoff SET text = 'Something else'",
        "UPDATE partnerships_signoff SET sha256 = 'Something else'",
        "UPDATE partnerships_signoff SET key = 'another'",
        "UPDATE partnerships_signoff SET kind = 'another'",
        "UPDATE partnerships_signoff SET title = 'another'",
        "DELETE FROM partnerships_signoff",
    ],
)
def test_nor_of_what_waits_but_for_its_state(story: Story, papers: Papers, change: str) -> None:
    papers.submit(story)
    refused(change)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE partnerships_signoff SET state = 'withdrawn'")
    refused("UPDATE partnerships_signoff SET state = 'signed'")


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_those_that_are_missing_are_named() -> None:
    call_command("check_triggers", stdout=io.StringIO())
    missing = ["governance_decision_sealed_update", "partnerships_signature_final_delete"]
    with connection.cursor() as cursor:
        for name in missing:
            on = f" ON {name.rsplit('_', 2)[0]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
    assert missing_triggers() == missing
    with pytest.raises(CommandError, match=", ".join(missing)):
        call_command("check_triggers")


@pytest.mark.django_db(transaction=True)
def test_the_migrations_can_be_taken_back() -> None:
    ours = {name for name in triggers() if name.startswith("governance_riskscore")}
    assert len(ours) >= 3
    call_command("migrate", "governance", "0001", verbosity=0)
    try:
        assert not triggers() & ours
    finally:
        call_command("migrate", "governance", verbosity=0)
    assert triggers() >= ours
