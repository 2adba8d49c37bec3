"""What a person's own pages were made from, as one short text: a single light statement, for it is asked
for with every page."""

from django.db import connection

from accounts.models import Person

#: Sums rise with every stamp, counts and sums of keys tell one set of rows from another.
STATEMENT = """
WITH own AS (
    SELECT organisation_id FROM accounts_membership WHERE person_id = %s AND ended_at IS NULL
)
SELECT
    (SELECT SUM(stamp) FROM accounts_organisation WHERE id IN (SELECT organisation_id FROM own)),
    SUM(stamp), COUNT(*), SUM(id)
FROM partnerships_partnership
WHERE customer_id IN (SELECT organisation_id FROM own)
   OR supplier_id IN (SELECT organisation_id FROM own)
   OR id IN (SELECT partnership_id FROM partnerships_role WHERE person_id = %s)
"""


def stamp_of(person: Person) -> str:
    """Changes with everything that happens in the person's organisations' registers, and in every
    partnership in which the person or one of these organisations has a part."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, [person.pk, person.pk])
        return ".".join(str(number) for number in cursor.fetchone())
