"""Actions and people come in by a table, too."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.invitations.models import Invitation
from governance.action_items.importing.services import resume_action_imports
from governance.action_items.models import ActionItem
from outbox.models import Message
from partnerships.importing.tests.factories import ACTIONS, PEOPLE, Importing, counts, faults
from partnerships.people.importing.services import resume_people_imports
from partnerships.people.models import InvitedRole, Role
from partnerships.timeline.models import TimelineEvent
from tests.story import Story

LIST = """Åtgärd;Beskrivning;Ansvarig;Klart senast;Status
Boka lokal;För 30 personer;Karin Lind;2040-01-31;Pågår
Fråga skolorna;;Jonas Berg <jonas.berg@nordlys.example>;31.1.2040;Klar
Skriv brev;;Eva Ström;31 januari 2020;Ej påbörjad
Ring;;Sten Fremmed;2040-01-31;
"""


def test_a_list_of_actions(story: Story, client: Client) -> None:
    importing = Importing(client, story, ACTIONS)
    run = importing.bring(LIST)
    assert (run.state, counts(run)) == ("preview", (3, 0, 0, 1))
    assert faults(run)[0][:2] == (5, "Who does it")
    importing.store(run)
    book, ask, write = ActionItem.objects.order_by("number")
    assert (book.title, book.description, book.owner) == ("Boka lokal", "För 30 personer", story.lead)
    assert (ask.state, ask.owner, ask.owner_side, ask.done_by) == (
        "done", story.supplier_lead, "supplier", story.lead,
    )  # fmt: skip
    assert (write.due.isoformat(), write.level, write.space) == ("2020-01-31", "tactical", "joint")
    assert list(Message.objects.values_list("to", flat=True)) == [story.member.email]
    assert TimelineEvent.objects.get(kind="action.imported").change == {"new_actions": 3}
    again = importing.bring(LIST)
    assert counts(again) == (0, 0, 3, 1)
    page = importing.page("/p/school/actions/")
    assert "Boka lokal" in page


@pytest.mark.parametrize("language", ["en", "sv", "nb"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_exported_list_comes_back_as_it_went(
    story: Story, client: Client, language: str, kind: str
) -> None:
    importing = Importing(client, story, ACTIONS)
    importing.store(importing.bring(LIST))
    story.lead.language = language
    story.lead.save()
    importing.sign_in("lead")
    exported = b"".join(client.get(f"/p/school/actions.{kind}?state=all"))
    run = importing.bring(exported, f"actions.{kind}")
    assert (run.state, counts(run), faults(run)) == ("preview", (0, 0, 3, 0), [])


def test_a_list_of_nothing_but_words(story: Story, client: Client) -> None:
    importing = Importing(client, story, ACTIONS)
    run = importing.bring("Tiltak\nBestill rom\nRing skolene\n")
    assert run.state == "mapping"
    run = importing.choose(run, all_owner=story.supplier_lead.email)
    assert counts(run) == (2, 0, 0, 0)
    importing.store(run)
    assert ActionItem.objects.filter(owner=story.supplier_lead).count() == 2
    assert Message.objects.count() == 1


def test_what_only_ones_own_side_sees_stays_there(story: Story, client: Client) -> None:
    importing = Importing(client, story, ACTIONS)
    table = (
        "Action,Owner,Due,Who sees it\n"
        "One,Karin Lind,2040-01-01,Bara beställaren\n"
        "Two,Karin Lind,2040-01-01,Supplier only\n"
        "Three,Jonas Berg,2040-01-01,Customer only\n"
    )
    run = importing.store(importing.bring(table))
    assert counts(run) == (1, 0, 0, 2)
    assert ActionItem.objects.get().space == "customer"
    assert list(TimelineEvent.objects.filter(kind="action.imported").values_list("space", flat=True)) == [
        "customer"
    ]


CONTACTS = """Förnamn;Efternamn;E-post;Roll;Nivå
Nils;Ny;Nils.Ny@fyrstads.example;Ekonomi;Taktisk
Sara;Nyman;sara.nyman@fyrstads.example;Avtalsansvarig;
Eva;Ström;eva.strom@fyrstads.example;Deltagare;
Jonas;Berg;jonas.berg@nordlys.example;Deltagare;
Per;;inte en adress;SRIE;
"""


def test_a_sides_people_get_roles_or_invitations(story: Story, client: Client) -> None:
    importing = Importing(client, story, PEOPLE)
    run = importing.bring(CONTACTS)
    assert (run.state, counts(run)) == ("preview", (2, 0, 1, 2))
    said = [(number, column) for number, column, _why in faults(run)]
    assert said == [(5, "Email"), (6, "Email"), (6, "Role")]
    assert not Invitation.objects.exists()
    importing.store(run)
    invited = InvitedRole.objects.get()
    assert (invited.invitation.email, invited.part, invited.level) == (
        "nils.ny@fyrstads.example", "finance", "tactical",
    )  # fmt: skip
    assert invited.invitation.name == "Nils Ny"
    role = Role.objects.get(person=story.officer)
    assert (role.part, role.level, role.side) == ("contract_manager", "tactical", "customer")
    to = sorted(Message.objects.values_list("to", flat=True))
    assert to == ["nils.ny@fyrstads.example", story.officer.email]
    assert counts(importing.bring(CONTACTS)) == (0, 0, 3, 2)


def test_one_name_in_one_cell_and_one_role_for_all(story: Story, client: Client) -> None:
    importing = Importing(client, story, PEOPLE)
    run = importing.bring('Navn,E-post\nNils Erik Ny,n@x.example\n"Li, Bo",b@x.example\nCher,c@x.example\n')
    run = importing.choose(run, all_part="reader")
    assert counts(run) == (3, 0, 0, 0)
    importing.store(run)
    names = list(Invitation.objects.order_by("pk").values_list("given_name", "family_name"))
    assert names == [("Nils Erik", "Ny"), ("Bo", "Li"), ("Cher", "")]
    assert set(InvitedRole.objects.values_list("part", "level")) == {("reader", "operational")}


@pytest.mark.parametrize(
    ("tables", "allowed", "refused"),
    [(ACTIONS, "member", "reader"), (PEOPLE, "lead", "member")],
    ids=["actions", "people"],
)
def test_who_may(story: Story, client: Client, tables: Any, allowed: str, refused: str) -> None:
    importing = Importing(client, story, tables)
    run = importing.bring("Namn;E-post\nNils Ny;n@x.example\n", who=allowed)
    for who, status in {refused: 403, "supplier_lead": 403, "stranger": 404}.items():
        importing.sign_in(who)
        for url in (run.get_absolute_url(), run.columns_url):
            assert client.get(url).status_code == status, who
            assert client.post(url, {"decision": "store"}).status_code == status
    importing.sign_in(refused)
    assert client.get(tables.url).status_code == 403
    run.refresh_from_db()
    assert run.state == "mapping"


def test_what_a_worker_left_is_taken_up(story: Story, client: Client) -> None:
    for tables, resume in ((ACTIONS, resume_action_imports), (PEOPLE, resume_people_imports)):
        run = Importing(client, story, tables).bring(LIST)
        tables.model._default_manager.filter(pk=run.pk).update(state="reading", columns={}, layout={})
        assert resume(timezone.now()) == 1
        assert resume(timezone.now()) == 0
