"""A new colleague in one step: the invitation and the role."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.invitations.models import Invitation
from accounts.invitations.services import invite, revoke_invitation
from accounts.tests.mail import link_in, mails_to
from partnerships.lifecycle.models import Partnership
from partnerships.people.inviting import withdraw_invited_role
from partnerships.people.models import InvitedRole, Role
from partnerships.people.tests.factories import role_of
from partnerships.sides import Level, Part, Side, Stage
from partnerships.timeline.models import TimelineEvent
from tests.story import Story, today

PEOPLE, INVITE = "/p/school/people/", "/p/school/people/invite/"
NILS = "nils.ny@fyrstads.example"
ACCOUNT = {
    "given_name": "Nils", "family_name": "Ny", "password": "a-good-long-password", "language": "en",
    "time_zone": "Europe/Stockholm",
}  # fmt: skip


def filled(**changes: Any) -> dict[str, Any]:
    given = {"given_name": "Nils", "family_name": "Ny", "email": NILS, "part": "finance", "level": "tactical"}
    return {**given, **changes}


def accept(email: str = NILS) -> Client:
    newcomer = Client()
    link = link_in(mails_to(email)[-1])
    form = newcomer.get(link).context["form"]
    assert form["given_name"].value() == "Nils", "what the inviter wrote"
    assert newcomer.post(link, ACCOUNT).status_code == 302
    return newcomer


def test_invited_with_a_role_which_counts_once_they_accept(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    assert INVITE in client.get(PEOPLE).content.decode()
    assert INVITE in client.get(f"{PEOPLE}new/").content.decode()
    for _ in range(2):  # the same form, sent twice
        assert client.post(INVITE, filled()).status_code == 302
    assert len(mails_to(NILS)) == 1
    page = client.get(PEOPLE).content.decode()
    assert "Nils Ny" in page
    assert "Invited" in page
    assert not Role.objects.filter(person__email=NILS).exists()
    # the address is nothing for the other side
    client.force_login(story.supplier_lead)
    assert NILS not in client.get(PEOPLE).content.decode()

    newcomer = accept()
    assert newcomer.get(PEOPLE).status_code == 200
    role = Role.objects.get(person__email=NILS)
    assert (role.side, role.part, role.level, role.since) == (
        Side.CUSTOMER, Part.FINANCE, Level.TACTICAL, today(),
    )  # fmt: skip
    event = TimelineEvent.objects.get(kind="role.given")
    assert (event.person, "Nils Ny" in event.subject) == (story.lead, True)
    membership = role.person.memberships.get()
    assert (membership.organisation, membership.is_administrator, membership.is_officer) == (
        story.customer, False, False,
    )  # fmt: skip
    assert not InvitedRole.objects.exists()


def test_only_who_manages_people_and_only_for_their_side(client: Client, story: Story) -> None:
    for name, status in (("member", 403), ("reader", 403), ("administrator", 404), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.get(INVITE).status_code == status
        assert client.post(INVITE, filled()).status_code == status
    assert not Invitation.objects.exists()
    client.force_login(story.supplier_lead)
    assert client.post(INVITE, filled()).status_code == 302
    assert Invitation.objects.get().organisation == story.supplier
    with pytest.raises(PermissionDenied):
        withdraw_invited_role(actor=story.actor("lead"), invited=InvitedRole.objects.get())


def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    theirs = story.supplier_member.email
    for field, value in (("email", "nils at work"), ("email", theirs), ("given_name", ""), ("part", "srie")):
        page = client.post(INVITE, filled(**{field: value}))
        assert page.context["form"].errors[field]
        assert 'value="Ny"' in page.content.decode()
    assert not Invitation.objects.exists()


def test_the_vacant_role_is_proposed(client: Client, story: Story) -> None:
    Role.objects.filter(part=Part.SRO).delete()
    client.force_login(story.lead)
    form = client.get(INVITE).context["form"]
    assert (form["part"].value(), form["level"].value()) == (Part.SRO, Level.STRATEGIC)
    client.post(INVITE, filled(part="sro", level="strategic"))
    [vacancy] = [each for each in client.get(PEOPLE).context["vacancies"] if each.kind == "nobody"]
    assert vacancy.advice == "Nils Ny is invited, and has not accepted yet."
    assert client.get(INVITE).context["form"]["part"].value() == Part.MEMBER, "and not once more"
    client.force_login(story.srie)
    assert "Nils" not in client.get(PEOPLE).content.decode()
    client.force_login(story.lead)
    form = client.get(INVITE, {"part": "contract_manager"}).context["form"]
    assert (form["part"].value(), form["level"].value()) == (Part.CONTRACT_MANAGER, Level.TACTICAL)


def test_a_colleague_who_is_here_has_the_role_at_once(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    assert client.post(INVITE, filled(email=story.officer.email.upper())).status_code == 302
    assert role_of(story, "officer").part == Part.FINANCE
    assert not Invitation.objects.exists()
    page = client.post(INVITE, filled(email=story.member.email, part="member"))
    assert "has that role already" in page.content.decode()


def test_withdrawn_it_gives_nothing(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    client.post(INVITE, filled())
    url = f"{PEOPLE}invited/{InvitedRole.objects.get().pk}/withdraw/"
    assert url in client.get(PEOPLE).content.decode()
    assert client.post(url).status_code == 302
    assert not client.get(PEOPLE).context["invited"]
    assert Invitation.objects.get().revoked_at
    # an invitation that an administrator made stays, with its rights
    invite(organisation=story.customer, email=NILS, invited_by=story.administrator, is_officer=True)
    client.post(INVITE, filled())
    client.post(f"{PEOPLE}invited/{InvitedRole.objects.get().pk}/withdraw/")
    [invitation] = Invitation.objects.open()
    assert invitation.is_officer
    revoke_invitation(invitation=invitation, by=story.administrator)
    invite(organisation=story.customer, email=NILS, invited_by=story.administrator)
    client.post(INVITE, filled())
    client.post(f"{PEOPLE}invited/{InvitedRole.objects.get(invitation__revoked_at=None).pk}/withdraw/")
    assert Invitation.objects.open().count() == 1, "also one without rights"
    # and an administrator withdraws what a lead made
    client.post(INVITE, filled(email="b@fyrstads.example"))
    revoke_invitation(invitation=Invitation.objects.get(email="b@fyrstads.example"), by=story.administrator)
    assert not client.get(PEOPLE).context["invited"]


def test_after_the_end_one_joins_without_the_role(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    client.post(INVITE, filled())
    Partnership.objects.update(stage=Stage.ENDED)
    newcomer = accept()
    assert newcomer.get("/").status_code == 200
    assert not Role.objects.filter(person__email=NILS).exists()
