from accounts.people.models import Person


def first_organisation_id(person: Person) -> int | None:
    """The organisation that a person joined first, of those that they belong to: its administrators see the
    mail that is about the person alone."""
    return person.memberships.active().order_by("joined_at").values_list("organisation_id", flat=True).first()
