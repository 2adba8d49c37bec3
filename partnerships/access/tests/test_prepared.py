from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, connections
from django.db.models import CharField, DateField, Value
from django.utils.translation import gettext

from accounts.organisations.models import Membership
from common.prepared import Given, GivenList, Prepared, Refused
from partnerships.access.actors import PreparedForActor
from partnerships.access.positions import facts_of
from partnerships.access.scope import AccessScope, PreparedForScope
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Space
from partnerships.timeline.models import TimelineEvent
from tests.story import Story, today

pytestmark = pytest.mark.django_db

TODAY = Given("today", DateField())
ROLES = Prepared(
    lambda: (
        Role.objects.current(TODAY)
        .filter(person=Given("person"))
        .order_by("pk")
        .values_list("pk", "since", "partnership__start", "partnership__openness")
    )
)
HELD = Prepared(
    lambda: Role.objects.filter(pk__among=GivenList("roles")).select_related("person").order_by("pk")
)
EVENTS = PreparedForActor(
    lambda anyone: TimelineEvent.objects.visible_to(anyone).order_by("pk").values_list("pk", flat=True)
)

EVERYWHERE = PreparedForScope(
    lambda anybody: TimelineEvent.objects.visible_to(anybody).order_by("pk").values_list("pk", flat=True)
)
PARTNERSHIPS = PreparedForScope(
    lambda anybody: Partnership.objects.seen_by(anybody).order_by("pk").values_list("pk", flat=True)
)
PROPOSALS = PreparedForScope(
    lambda anybody: Partnership.objects.awaiting_answer_of(anybody).values_list("pk", flat=True)
)


def test_a_prepared_question_finds_what_the_plain_one_finds(story: Story) -> None:
    """For everybody, with the columns as Django reads them: days, and what is written as JSON."""
    found = 0
    for person in story.people.values():
        plain = Role.objects.current(today()).filter(person=person).order_by("pk")
        rows = list(plain.values_list("pk", "since", "partnership__start", "partnership__openness"))
        assert ROLES.ask(person=person.pk, today=today()) == rows
        found += len(rows)
    assert found > 5


def test_it_finds_models_with_what_belongs_to_them(story: Story) -> None:
    roles = list(Role.objects.order_by("pk"))
    numbers = [role.pk for role in roles]
    for some in (numbers, numbers[:1], []):
        assert [role.pk for role in HELD.ask(roles=some)] == some
    with_people = HELD.ask(roles=numbers)
    assert [role.since for role in with_people] == [role.since for role in roles]
    assert [role.person.name for role in with_people] == [role.person.name for role in roles]


def test_everybody_sees_their_spaces_and_no_others(story: Story) -> None:
    for space in Space:
        TimelineEvent.objects.create(
            partnership=story.partnership, space=space, kind="role.given", subject="x"
        )
    seen = {}
    for name in ("sro", "srie", "member", "supplier_reader", "officer", "supplier_officer"):
        actor = story.actor(name)
        plain = TimelineEvent.objects.visible_to(actor).order_by("pk").values_list("pk", flat=True)
        seen[name] = EVENTS.by(actor)
        assert seen[name] == list(plain)
    assert seen["sro"] != seen["srie"]


def test_in_all_their_partnerships_people_find_what_the_plain_question_finds(story: Story) -> None:
    seen = {}
    for space in Space:
        TimelineEvent.objects.create(
            partnership=story.partnership, space=space, kind="role.given", subject="x"
        )
    for name, person in story.people.items():
        scope = AccessScope(person)
        records = TimelineEvent.objects.visible_to(scope).order_by("pk").values_list("pk", flat=True)
        seen[name] = EVERYWHERE.by(scope)
        assert seen[name] == list(records), name
        plain = Partnership.objects.seen_by(scope).order_by("pk").values_list("pk", flat=True)
        assert PARTNERSHIPS.by(scope) == list(plain), name
    assert seen["sro"] != seen["srie"]
    assert seen["officer"] != seen["supplier_officer"]
    assert all(seen[name] for name in ("sro", "srie", "officer", "supplier_officer"))


def test_proposals_find_whom_they_name_however_the_address_is_written(story: Story) -> None:
    partnership = story.partnership
    person = story.people["supplier_reader"]
    Partnership.objects.filter(pk=partnership.pk).update(
        state=Partnership.State.PROPOSED, supplier_contact=person.email.title()
    )
    for other in story.people.values():
        scope = AccessScope(other)
        plain = Partnership.objects.awaiting_answer_of(scope).values_list("pk", flat=True)
        assert PROPOSALS.by(scope) == list(plain)
    assert PROPOSALS.by(AccessScope(person)) == [partnership.pk]


def test_a_changed_right_shows_at_once(story: Story) -> None:
    person = next(role.person for role in Role.objects.current().order_by("pk"))
    assert facts_of(person).roles
    assert ROLES.ask(person=person.pk, today=today())
    Membership.objects.filter(person=person).update(ended_at="2024-01-01T00:00Z")
    assert not facts_of(person).memberships
    assert not ROLES.ask(person=person.pk, today=today())


def test_threads_ask_on_connections_of_their_own(story: Story) -> None:
    """A compiled question that held the connection of its first asker would be refused in another thread."""

    def own(_number: int) -> bool:
        try:
            ready = ROLES._found()
            asked = ready.asked({"person": 0, "today": today()})
            return asked.query.get_compiler("default").connection is connections["default"]
        finally:
            connection.close()

    ROLES.ask(person=0, today=today())
    with ThreadPoolExecutor(3) as pool:
        assert all(pool.map(own, range(6)))


@pytest.mark.parametrize(
    "question",
    [
        Prepared(lambda: Role.objects.dated().filter(person=Given("person"))),
        Prepared(lambda: Role.objects.filter(since__lte=date(2024, 8, 1), person=Given("person"))),
        Prepared(lambda: TimelineEvent.objects.filter(at__date=TODAY)),
        Prepared(lambda: Role.objects.filter(pk__in=[])),
        Prepared(lambda: Partnership.objects.filter(title=f"The {Given('title', CharField())}")),
    ],
    ids=["the day of asking", "a day", "the time zone", "nothing", "a text"],
)
def test_what_would_stay_from_the_first_asking_is_refused(question: "Prepared[object]", story: Story) -> None:
    with pytest.raises(Refused):
        question.ask(person=1)


def test_a_translation_is_refused(settings: object, story: Story) -> None:
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]  # type: ignore[attr-defined]
    question = Prepared(lambda: Role.objects.annotate(answer=Value(gettext("Yes"))).values_list("answer"))
    with pytest.raises(Refused):
        question.ask()


def test_every_value_is_given_and_no_other(story: Story) -> None:
    for values in ({}, {"person": 1}, {"person": 1, "today": today(), "more": 1}):
        with pytest.raises(TypeError):
            ROLES.ask(**values)
