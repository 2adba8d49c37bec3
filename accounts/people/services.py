from accounts.people.models import Person


def edit_profile(*, person: Person, given_name: str, family_name: str, language: str, time_zone: str) -> None:
    person.given_name, person.family_name = given_name, family_name
    person.language, person.time_zone = language, time_zone
    person.full_clean(exclude=["password"])
    person.save(update_fields=["given_name", "family_name", "language", "time_zone"])
