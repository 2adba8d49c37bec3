"""Whom a form offers, the service takes: no list names somebody whom the rule about people refuses."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from accounts.people.models import Person
from assessments.respondents.own_side import colleagues
from assessments.respondents.services import choose_respondents
from governance.action_items.owners import owning_side
from governance.action_items.services import add_action
from governance.risks.models import Risk
from governance.risks.tests.factories import new_risk
from partnerships.access.actors import Actor
from partnerships.people.models import Role
from partnerships.people.services import check_belongs
from partnerships.sides import Part, Side, Space
from tests.every_url.table import TABLE
from tests.every_url.test_every_url import route
from tests.every_url.world import build_world
from tests.story import Story, new_person, today

#: Who is to do something has a role, on either side; where it is of one side alone, on that one.
BY_ROLE = {"owner", "watcher", "members", "attendees", "chair", "sponsor"}
#: Who is to have a role, or to be asked, belongs to the actor's side and stands on no other.
BY_SIDE = {"person", "successor", "lead", "people"}


def fields_of(found: Any) -> Iterator[tuple[forms.BaseForm, str, forms.Field]]:
    """Each field with people in it, of each form among what a page was made from."""
    for values in found or ():
        for value in values.dicts if hasattr(values, "dicts") else [values]:
            for form in value.values():
                if isinstance(form, forms.BaseForm):
                    for name, field in form.fields.items():
                        if name in BY_ROLE | BY_SIDE and isinstance(field, forms.ChoiceField):
                            yield form, name, field


def people_in(field: Any) -> list[Person]:
    values: set[str] = set()
    for value, label in field.choices:
        pairs = label if isinstance(label, list | tuple) else [(value, label)]
        values |= {str(getattr(each, "value", each)) for each, _label in pairs}
    return list(Person.objects.filter(pk__in=[value for value in values if value.isdecimal()]))


def check(actor: Actor, name: str, person: Person, space: str) -> None:
    """Raises what the service would."""
    if name in BY_ROLE:
        owning_side(person, actor.partnership, actor.side if name == "sponsor" else space)
    else:
        check_belongs(actor.partnership, actor.side, person, field=name)


@pytest.mark.parametrize("who", ["lead", "supplier_lead"])
def test_whom_a_form_offers_the_service_takes(
    story: Story, client: Client, who: str, tmp_path: Path, settings: LazySettings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    world = build_world(story, tmp_path)
    both_of = {}
    # somebody on each side who belongs to the other party as well
    for side, organisation in ((Side.CUSTOMER, story.supplier), (Side.SUPPLIER, story.customer)):
        party = story.partnership.organisation(side)
        assert party
        both = both_of[side] = new_person(
            "Bo", side.value, party
        )  # stands on this side, and belongs to the other party too
        both.memberships.create(organisation=organisation)
        Role.objects.create(
            partnership=story.partnership, person=both, side=side, part=Part.FINANCE, since=today()
        )
    client.force_login(story.people[who])
    actor, seen, wrong = story.actor(who), set(), []
    for name in sorted(TABLE):
        if "<slug:reference>" not in route(name):
            continue
        response = client.get(
            reverse(name, kwargs=world.parts.get(name) or {"reference": story.partnership.reference})
        )
        for form, field_name, field in fields_of(getattr(response, "context", None)):
            if type(form).__name__.endswith("Filter"):
                continue
            seen.add(field_name)
            for person in people_in(field):
                try:
                    check(actor, field_name, person, Space.JOINT)
                except forms.ValidationError as error:
                    wrong.append(f"{name}, {field_name}: {error.messages}")
    assert not wrong, "\n".join(wrong)
    assert seen >= {"owner", "watcher", "members", "attendees", "person", "sponsor"}
    # whom to ask is ticked in a list of its own
    colleagues_of = {colleague.pk for colleague in colleagues(actor)}
    assert both_of[actor.side].pk in colleagues_of
    assert both_of[actor.side.other].pk not in colleagues_of
    with pytest.raises(forms.ValidationError):
        choose_respondents(actor=actor, people=[both_of[actor.side.other]], others=[])


def test_what_is_one_sides_own_goes_to_its_own_people(story: Story, client: Client) -> None:
    own = new_risk(story, event="Ours", owner="lead", review_on=today())
    action = add_action(
        actor=story.actor("lead"),
        title="Ours",
        owner=story.lead,
        due=today(),
        level="tactical",
        space="customer",
    )
    Risk.objects.update(space="customer")
    client.force_login(story.lead)
    for url in (
        action.get_absolute_url() + "edit/",
        own.get_absolute_url() + "edit/",
        own.get_absolute_url() + "treat/",
    ):
        form = client.get(url).context["form"]
        people = people_in(form.fields["owner"])
        assert story.member in people
        assert story.supplier_member not in people, url
