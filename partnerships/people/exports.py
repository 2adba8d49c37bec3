"""The list of people and their roles to take along, as it is filtered."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import Export, Value
from partnerships.people.contacts import Contact


def _headings() -> list[str]:
    return [
        _("Who"), _("Has left"), _("Side"), _("Role"), _("Escalation contact"), _("Level"), _("From"),
        _("To"), _("Peer"), _("Line last tried out on"),
    ]  # fmt: skip


def _row(one: Contact) -> list[Value]:
    role = one.role
    return [
        role.person.name, _("yes") if one.has_left else "", role.get_side_display(), role.get_part_display(),
        _("yes") if role.is_escalation else "", role.get_level_display(), role.since, role.until,
        one.peer.role.person.name if one.peer else "", one.trial.tried_on if one.trial else None,
    ]  # fmt: skip


PEOPLE = Export[Contact](gettext_lazy("People"), _headings, _row)
