"""Who gets in, and that the list of partnerships and the access check never disagree."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from accounts.organisations.models import Membership, Organisation
from accounts.people.models import Person
from partnerships.access.actors import find_actor
from partnerships.access.scope import AccessScope
from partnerships.lifecycle.models import Partnership
from partnerships.mandates.models import Mandate
from partnerships.people.models import Role
from partnerships.sides import SENIOR_PART, Part, Side, Space
from partnerships.timeline.models import TimelineEvent
from partnerships.timeline.services import record
from tests.story import Story, today

#: From when until when: so many days from today.
DAYS = {"now": (-9, None), "last day": (-9, 0), "past": (-9, -1), "coming": (1, None)}
memberships = st.one_of(st.none(), st.tuples(st.booleans(), st.booleans(), st.booleans()))
roles = st.lists(
    st.tuples(
        st.sampled_from(list(Side)),
        st.sampled_from([Part.LEAD, Part.FACILITATOR, Part.READER, "senior"]),
        st.sampled_from(list(DAYS)),
    ),
    max_size=3,
    unique_by=lambda role: role[:2],
)
mandates = st.lists(st.tuples(st.sampled_from(list(Side)), st.sampled_from(list(DAYS))), max_size=2)


def since_and_until(days: str) -> tuple[date, date | None]:
    since, until = DAYS[days]
    return in_days(since), None if until is None else in_days(until)


def in_days(days: int) -> date:
    return today() + timedelta(days=days)


def new_comer() -> Person:
    return Person.objects.create_user(f"nora{Person.objects.count()}@elsewhere.example", given_name="Nora")


def join(person: Person, organisation: Organisation, membership: tuple[bool, bool, bool] | None) -> None:
    if membership is None:
        return
    is_ended, is_administrator, is_officer = membership
    Membership.objects.create(
        person=person,
        organisation=organisation,
        is_administrator=is_administrator,
        is_officer=is_officer,
        ended_at=timezone.now() if is_ended else None,
    )


def take(person: Person, partnership: Partnership, side: Side, part: Part, days: str) -> Role:
    since, until = since_and_until(days)
    if Role.objects.filter(partnership=partnership, person=person, part=part, until=None).exists():
        until = until or in_days(100)
    return Role.objects.create(
        partnership=partnership, person=person, side=side, part=part, since=since, until=until
    )


def named(person: Person, partnership: Partnership, side: Side, days: str) -> None:
    since, until = since_and_until(days)
    Mandate.objects.create(
        partnership=partnership,
        side=side,
        person=person,
        wording="Everything",
        since=since,
        until=until,
        named_by=partnership.proposed_by,
    )


def agree(person: Person, partnership: Partnership) -> bool:
    """Whether the person may view it, which both doors have to say alike."""
    actor = find_actor(person, partnership.reference)
    sees = actor is not None and actor.may("view")
    assert Partnership.objects.for_person(person).filter(pk=partnership.pk).exists() == sees
    assert Partnership.objects.for_person(person).count() == sees
    held = sorted((role.side, role.part) for role in AccessScope(person).held)
    assert held == sorted(Role.objects.current().filter(person=person).values_list("side", "part"))
    signs = {(partnership.pk, actor.side)} if actor and actor.may("sign") else set()
    assert AccessScope(person).signs == signs
    if actor and sees:
        mandate = Mandate.objects.current().filter(person=person, side=actor.side)
        assert bool(signs) == (SENIOR_PART[actor.side] in actor.parts or mandate.exists())
    records = set(TimelineEvent.objects.visible_to(actor)) if actor else set()
    assert set(TimelineEvent.objects.visible_to(AccessScope(person))) == records
    return sees


@pytest.fixture(autouse=True)
def _something_in_every_space(story: Story) -> None:
    for space in Space:
        record(partnership=story.partnership, person=None, kind="role.given", subject="", space=space)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at_customer=memberships,
    at_supplier=memberships,
    held=roles,
    by_mandate=mandates,
    state=st.sampled_from(list(Partnership.State)),
    is_active=st.booleans(),
)
def test_the_list_and_the_access_check_agree_in_every_case(
    story: Story,
    at_customer: tuple[bool, bool, bool] | None,
    at_supplier: tuple[bool, bool, bool] | None,
    held: list[tuple[Side, Part | str, str]],
    by_mandate: list[tuple[Side, str]],
    state: Partnership.State,
    is_active: bool,
) -> None:
    person, partnership = new_comer(), story.partnership
    join(person, story.customer, at_customer)
    join(person, story.supplier, at_supplier)
    for side, part, days in held:
        take(person, partnership, side, SENIOR_PART[side] if part == "senior" else Part(part), days)
    for side, days in by_mandate:
        named(person, partnership, side, days)
    Partnership.objects.filter(pk=partnership.pk).update(state=state)
    Person.objects.filter(pk=person.pk).update(is_active=is_active)
    person.refresh_from_db()
    sees = agree(person, partnership)
    scope = [m is not None and not m[0] for m in (at_customer, at_supplier)]
    if sees and not any(scope):
        assert any(part == Part.FACILITATOR for _, part, _ in held), "only a facilitator comes from outside"
    Mandate.objects.filter(person=person).delete()
    Role.objects.filter(person=person).delete()
    person.delete()


def test_each_side_and_state_alone(story: Story) -> None:
    """The table in full for one role or one right: who sees what the proposal has become."""
    for state, side, right in product(
        Partnership.State,
        Side,
        ("lead", "lead who left", "officer", "facilitator", "administrator", "nothing"),
    ):
        person, partnership = new_comer(), story.partnership
        organisation = partnership.organisation(side)
        assert organisation is not None
        if right != "facilitator":
            join(
                person, organisation, (right == "lead who left", right == "administrator", right == "officer")
            )
        if right.startswith("lead"):
            take(person, partnership, side, Part.LEAD, "now")
        if right == "facilitator":
            take(person, partnership, side, Part.FACILITATOR, "now")
        Partnership.objects.filter(pk=partnership.pk).update(state=state)
        may_see = right in ("lead", "officer", "facilitator")
        is_theirs = side is Side.CUSTOMER or state == Partnership.State.BINDING
        assert agree(person, partnership) == (may_see and is_theirs), (state, side, right)


def test_who_leaves_the_organisation_loses_the_role_that_rested_on_it(story: Story) -> None:
    assert agree(story.lead, story.partnership)
    story.lead.memberships.update(ended_at=timezone.now())
    assert Role.objects.filter(person=story.lead, until=None).exists()
    assert not agree(story.lead, story.partnership)
    assert find_actor(story.lead, "school") is None


def test_an_officer_keeps_their_side_when_the_other_names_them(story: Story) -> None:
    """A role on the other side gives its holder nothing, and takes nothing from them either."""
    take(story.supplier_officer, story.partnership, Side.CUSTOMER, Part.LEAD, "now")
    take(story.supplier_officer, story.partnership, Side.CUSTOMER, Part.FACILITATOR, "now")
    actor = story.actor("supplier_officer")
    assert actor.side is Side.SUPPLIER
    assert actor.may("manage_people")
    assert not actor.may("add_action")


def test_an_outside_facilitator_sees_only_what_is_joint(story: Story) -> None:
    take(story.stranger, story.partnership, Side.CUSTOMER, Part.FACILITATOR, "now")
    assert story.actor("stranger").spaces == ("joint",)
    assert story.actor("lead").spaces == ("joint", "customer")


def test_who_changed_sides_sees_their_new_side_and_nothing_of_the_old_one(story: Story) -> None:
    """By no list: neither by the one of the partnership, nor by one across all of them."""
    person, partnership = story.member, story.partnership
    for space in Space:
        record(partnership=partnership, person=person, kind="role.given", subject="by Eva", space=space)

    def spaces() -> set[str]:
        own = TimelineEvent.objects.filter(person=person)
        found = own.visible_to(AccessScope(person))
        assert set(found) == set(own.visible_to(story.actor("member")))
        return set(found.values_list("space", flat=True))

    assert spaces() == {"joint", "customer"}
    Role.objects.filter(person=person).update(until=today() - timedelta(days=1))
    person.memberships.update(ended_at=timezone.now())
    assert not TimelineEvent.objects.visible_to(AccessScope(person)).exists()
    join(person, story.supplier, (False, False, False))
    take(person, partnership, Side.SUPPLIER, Part.MEMBER, "now")
    assert spaces() == {"joint", "supplier"}


def test_the_supplier_is_let_in_step_by_step(story: Story) -> None:
    seen: dict[tuple[str, str], set[str] | None] = {}
    for state in Partnership.State:
        Partnership.objects.update(state=state, supplier_contact="Maja.Ek@nordlys.example")
        for name in ("supplier_administrator", "supplier_officer", "supplier_member", "supplier_reader"):
            actor = find_actor(story.people[name], "school")
            seen[state.value, name] = set(actor.permissions) if actor else None
    asked = {"see_proposal", "answer_proposal"}
    for name in ("supplier_administrator", "supplier_officer", "supplier_member"):
        assert seen["proposed", name] == asked
        assert seen["declined", name] == seen["withdrawn", name] == {"see_proposal"}
    assert seen["proposed", "supplier_reader"] is None
    assert seen["binding", "supplier_reader"] == {"view"}
    assert seen["binding", "supplier_administrator"] == {"see_proposal"}


@pytest.mark.parametrize("name", ["lead", "supplier_lead", "officer", "supplier_administrator", "stranger"])
def test_four_queries_at_most(
    story: Story, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(4):
        find_actor(story.people[name], "school")


def test_a_reference_that_nobody_has(story: Story) -> None:
    assert find_actor(story.lead, "no-such") is None
    assert find_actor(story.lead, "school") is not None


def test_roles_count_on_their_last_day(story: Story) -> None:
    role = Role.objects.get(person=story.member)
    role.until = date(2025, 3, 31)
    role.save()
    assert role in Role.objects.current(date(2025, 3, 31))
    assert role not in Role.objects.current(date(2025, 4, 1))
