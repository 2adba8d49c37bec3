"""The mails about who does what: one function a mail. Each returns the draft; the service queues it."""

from django.urls import reverse

from accounts.people.models import Person
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft
from partnerships.people.holdings import Handover, Held
from partnerships.people.models import Role


def role_given(role: Role, by: Person) -> EmailDraft:
    partnership = role.partnership
    key = f"partnership/{partnership.pk}/role/{role.pk}/given/person/{role.person.pk}"
    url = reverse("overview", args=[partnership.reference])
    return email_draft(key, "role_given", partnership, role.side, role.person, url, {"role": role, "by": by})


def handed_over(handover: Handover, roles: list[Role], listed: list[Held], number: int) -> EmailDraft:
    """To the successor: everything that is theirs from now on. ``number`` is the hand-over's own."""
    partnership, to = handover.partnership, handover.successor
    key = f"partnership/{partnership.pk}/handed-over/{number}/person/{to.pk}"
    url = reverse("people", args=[partnership.reference])
    more = {"leaver": handover.leaver, "by": handover.actor.person, "roles": roles, "listed": listed}
    return email_draft(key, "handed_over", partnership, handover.side, to, url, more)
