from django.db import connection

from accounts.models import Person
from partnerships.stamps import stamp_of

#: Somebody may be asked in a check of a partnership in which they have no part.
ASKED = """
SELECT SUM(p.stamp), COUNT(*)
FROM assessments_respondent a
JOIN assessments_round r ON r.id = a.round_id
JOIN partnerships_partnership p ON p.id = r.partnership_id
WHERE a.person_id = %s AND r.closed_at IS NULL
"""


def stamp_of_my_work(person: Person) -> str:
    """Changes with everything that a person's own first page shows."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED, [person.pk])
        asked = ".".join(str(number) for number in cursor.fetchone())
    return f"{stamp_of(person)} {asked}"
