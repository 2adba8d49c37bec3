"""Two people of one side press the button at the same moment."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from partnerships.people.models import Role
from partnerships.signing.models import Signature, SignOff
from tests.papers import Papers, signed_by
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
