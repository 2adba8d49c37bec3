"""Roles read as rows count as those of the model do."""

from django.utils import timezone

from partnerships.people.models import Role
from partnerships.people.role_rows import role_rows, those_that_stand
from partnerships.sides import Part
from tests.story import Story


def test_who_stands_is_the_same_as_the_model_says(story: Story) -> None:
    Role.objects.create(
        partnership=story.partnership, person=story.stranger, side="customer", part=Part.FACILITATOR
    )
    Role.objects.create(partnership=story.partnership, person=story.stranger, side="supplier")
    story.member.memberships.update(ended_at=timezone.now())
    story.supplier_member.is_active = False
    story.supplier_member.save()
    roles = Role.objects.order_by("pk")
    stand = {role.pk for role in roles.with_standing() if role.stands}  # type: ignore[attr-defined]
    assert those_that_stand(role_rows(roles)) == stand
    assert 0 < len(stand) == roles.count() - 3
    assert those_that_stand([]) == set()


def test_a_row_says_the_same_as_the_model(story: Story) -> None:
    roles = list(Role.objects.select_related("person", "partnership").order_by("pk"))
    rows = role_rows(Role.objects.order_by("pk"))
    for role, row in zip(roles, rows, strict=True):
        assert (row.pk, row.person.name, row.person.initials) == (
            role.pk,
            role.person.name,
            role.person.initials,
        )
        assert row.get_part_display() == role.get_part_display()
        assert row.get_side_display() == role.get_side_display()
        assert row.get_level_display() == role.get_level_display()
