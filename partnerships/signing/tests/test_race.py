"""Two people of one side press the button at the same moment."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from partnerships.people.models import Role
from partnerships.signing.models import Signature, SignOff
from tests.papers import Papers, signed_by
from tests.races import at_once
from tests.story import Story, tell_story


@pytest.mark.django_db(transaction=True)
def test_one_wins_and_the_other_is_told(papers: Papers) -> None:
    story = tell_story()
    Role.objects.filter(person=story.lead).update(part="sro")
    sign_off = papers.submit(story)
    told = race(story, sign_off, "sro", "lead")
    signature = Signature.objects.get()
    assert told == [f"{signature.name} has signed for your side already."]


@pytest.mark.django_db(transaction=True)
def test_both_sides_at_once_seal_it_once(papers: Papers) -> None:
    story = tell_story()
    sign_off = papers.submit(story)
    assert race(story, sign_off, "sro", "srie") == []
    assert SignOff.objects.get().state == "signed"
    assert Signature.objects.count() == 2
    assert len(papers.signed) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_that_are_submitted_at_once_one_follows_the_other(papers: Papers) -> None:
    story = tell_story()
    found = at_once(lambda: papers.submit(story, "lead", "1"), lambda: papers.submit(story, "srie", "2"))
    assert {type(one) for one in found} == {SignOff}
    first, second = SignOff.objects.order_by("number")
    assert (first.number, first.previous) == (1, "")
    assert (second.number, second.previous) == (2, first.digest)


@pytest.mark.django_db
def test_the_database_takes_one_successor_only(story: Story, papers: Papers) -> None:
    """Whatever locks are forgotten."""
    sign_off = papers.submit(story)
    papers.submit(story, key="2")
    twin = SignOff.objects.get(number=2)
    twin.pk, twin.number, twin.key = None, 3, "3"
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.bulk_create([twin])
    signature = signed_by(story, "sro", sign_off)
    signature.pk, signature.side = None, "supplier"
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.bulk_create([signature])


def race(story: Story, sign_off: SignOff, *names: str) -> list[str]:
    start, told = Barrier(len(names)), []

    def press(name: str) -> None:
        try:
            start.wait(timeout=120)
            signed_by(story, name, sign_off)
        except ValidationError as error:
            told.extend(error.messages)
        finally:
            connection.close()

    threads = [Thread(target=press, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told
