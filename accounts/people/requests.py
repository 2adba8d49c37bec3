from django.http import HttpRequest

from accounts.people.models import Person


def person_of(request: HttpRequest) -> Person:
    """Who is signed in. Only for pages that nobody gets to signed out."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101
    return person
