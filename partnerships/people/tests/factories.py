from accounts.people.models import Person
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Side
from tests.story import Story, new_person


def role_of(story: Story, name: str) -> Role:
    return Role.objects.select_related("person").get(person=story.people[name])


def crowd(story: Story, count: int) -> None:
    """So many pairs of peers more."""
    for n in range(count):
        one, other = (_newcomer(story, n, side) for side in Side)
        Role.objects.filter(pk=one.pk).update(peer=other)
        Role.objects.filter(pk=other.pk).update(peer=one)


def _newcomer(story: Story, n: int, side: Side) -> Role:
    partnership: Partnership = story.partnership
    organisation = partnership.organisation(side)
    assert organisation is not None
    person: Person = new_person(f"P{n}", side.value.title(), organisation)
    return Role.objects.create(partnership=partnership, person=person, side=side)
