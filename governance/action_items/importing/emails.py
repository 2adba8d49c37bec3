from django.urls import reverse

from accounts.people.models import Person
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft
from partnerships.importing.models import TableImport
from partnerships.sides import Side


def actions_given(run: TableImport, to: Person, side: Side, count: int) -> EmailDraft:
    """To each who has actions of a table from now on: one mail, however many they are."""
    key = f"action-import/{run.pk}/person/{to.pk}"
    more = {"count": count, "by": run.person, "file": run.files[0]["name"]}
    url = reverse("actions", args=[run.partnership.reference])
    return email_draft(key, "actions_given", run.partnership, side, to, url, more)
