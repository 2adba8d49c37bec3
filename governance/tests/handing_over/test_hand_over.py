"""Somebody leaves: everything that they hold on a side goes to a named successor, in one go."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client

from governance.action_items.history import ACTION_HISTORY
from governance.action_items.models import ActionItem
from governance.tests.handing_over.factories import PEOPLE, filled, held, role_of, url_of
from outbox.models import Message
from partnerships.people.hand_over import hand_over
from partnerships.people.holdings import HOLDINGS
from partnerships.people.models import Role
from partnerships.sides import Part
from partnerships.timeline.models import TimelineEvent
from tests.story import Story, today


def test_everything_moves_in_one_go(client: Client, busy: Story) -> None:
    assert (held(busy, "lead"), held(busy, "member")) == ([2, 1, 1, 1], [0, 0, 0, 0])
    for name, status in (("member", 403), ("supplier_lead", 403), ("stranger", 404)):
        client.force_login(busy.people[name])
        assert client.get(url_of(busy, "lead")).status_code == status
        assert client.post(url_of(busy, "lead"), filled(busy.member.pk)).status_code == status
    assert held(busy, "lead") == [2, 1, 1, 1]

    client.force_login(busy.sro)
    page = client.get(url_of(busy, "lead"))
    assert page.context["count"] == 5
    assert "customer of lead" in page.content.decode()
    assert client.post(url_of(busy, "lead"), filled(busy.member.pk)).status_code == 302
    assert (held(busy, "lead"), held(busy, "member")) == ([0, 0, 0, 0], [2, 1, 1, 1])
    assert ActionItem.objects.get(title="Done", owner=busy.lead).state == "done", "what is done stays"
    assert held(busy, "supplier_lead")[:3] == [2, 1, 1], "the other side's stays"

    old, new = role_of(busy, "lead"), Role.objects.get(person=busy.member, part=Part.LEAD)
    assert (old.until, old.peer) == (today(), None)
    assert (new.since, new.until, new.level) == (today(), None, "tactical")
    assert new.peer == role_of(busy, "supplier_lead")
    assert role_of(busy, "supplier_lead").peer == new


def test_each_history_says_so_and_one_mail_lists_it(client: Client, busy: Story) -> None:
    client.force_login(busy.sro)
    client.post(url_of(busy, "lead"), filled(busy.member.pk))
    action = ActionItem.objects.get(title="customer of lead")
    [entry, _added] = ACTION_HISTORY.of(action.number, busy.actor("sro"))
    assert entry.details == ["Who does it: Karin Lind → Eva Ström"]
    assert (entry.who, action.version) == ("Anna Hedlund", 2)
    kinds = TimelineEvent.objects.filter(person=busy.sro).values_list("kind", flat=True)
    assert sorted(kinds) == sorted(
        ["action.edited"] * 2
        + ["risk.edited", "horizon.edited", "idea.sponsor", "role.ended", "role.given", "role.handed_over"]
    )
    [mail] = Message.objects.all()
    assert mail.to == busy.member.email
    for said in (
        "Partnership lead",
        "your peer is Jonas Berg",
        "customer of lead",
        "Open actions (2)",
        "R-1",
    ):
        assert said in mail.text, said
        assert said in mail.html, said
    assert "of supplier" not in mail.text
    # the other side learns that there was a hand-over, and nothing of what was private
    client.force_login(busy.supplier_lead)
    page = client.get("/p/school/timeline/").content.decode()
    assert "Karin Lind → Eva Ström" in page
    assert "customer of lead" not in page


def test_the_roles_may_end_or_stay(client: Client, busy: Story) -> None:
    client.force_login(busy.sro)
    client.post(url_of(busy, "lead"), filled(busy.member.pk, roles="keep"))
    assert (role_of(busy, "lead").until, held(busy, "member")) == (None, [2, 1, 1, 1])
    assert role_of(busy, "lead").peer, "peers stay with the roles"
    client.post(url_of(busy, "lead"), filled(busy.member.pk, roles="end"))
    assert role_of(busy, "lead").until == today()
    assert Role.objects.filter(person=busy.member).count() == 1


def test_a_colleague_without_a_role_gets_one(client: Client, busy: Story) -> None:
    client.force_login(busy.sro)
    page = client.get(url_of(busy, "lead")).content.decode()
    assert "Sara Nyman, no role here yet" in page
    assert "Eva Ström, Member" in page
    given = filled(busy.officer.pk, roles="keep", part="finance")
    assert client.post(url_of(busy, "lead"), given).status_code == 302
    assert role_of(busy, "officer").part == Part.FINANCE
    assert held(busy, "officer") == [2, 1, 1, 1]
    # a reader only looks, and so gets one too
    client.post(url_of(busy, "officer"), filled(busy.reader.pk, roles="keep"))
    assert set(Role.objects.filter(person=busy.reader).values_list("part", flat=True)) == {"reader", "member"}
    assert held(busy, "reader") == [2, 1, 1, 1]


def test_somebody_who_has_left_hands_over_what_they_left(client: Client, busy: Story) -> None:
    client.force_login(busy.administrator)
    membership = busy.lead.memberships.get()
    assert client.post(f"/organisations/{busy.customer.pk}/people/{membership.pk}/remove/").status_code == 302
    client.force_login(busy.sro)
    page = client.get(PEOPLE)
    [vacancy] = [vacancy for vacancy in page.context["vacancies"] if vacancy.kind == "left"]
    assert "Left with 5 open things." in vacancy.advice
    assert vacancy.url == url_of(busy, "lead")
    client.force_login(busy.supplier_lead)
    [vacancy] = [vacancy for vacancy in client.get(PEOPLE).context["vacancies"] if vacancy.kind == "left"]
    assert "Left with 3 open things." in vacancy.advice, "what is the customer's own is not counted"
    assert not vacancy.url

    client.force_login(busy.sro)
    assert client.post(url_of(busy, "lead"), filled(busy.member.pk)).status_code == 302
    page = client.get(PEOPLE)
    assert not [vacancy for vacancy in page.context["vacancies"] if vacancy.kind in ("left", "no_successor")]


def test_whose_role_has_ended_still_holds_things(client: Client, busy: Story) -> None:
    client.force_login(busy.sro)
    role = role_of(busy, "lead")
    yesterday = (today() - timedelta(days=1)).isoformat()
    client.post(f"{PEOPLE}{role.pk}/", {"end": "yes", "last_day": yesterday})
    [left] = client.get(PEOPLE).context["left"]
    assert (left.person, left.count, left.url) == (busy.lead, 5, url_of(busy, "lead"))
    form = client.get(left.url).context["form"]
    assert "roles" not in form.fields, "there are none to move"
    client.post(left.url, {"successor": busy.member.pk, "part": "member", "level": "tactical"})
    assert client.get(PEOPLE).context["left"] == []


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"successor": ""}, "successor", "fill this in"),
        ({"successor": "supplier_lead"}, "successor", "valid choice"),
        ({"successor": "lead"}, "successor", "valid choice"),
        ({"last_day": "2020-01-01"}, "last_day", "cannot come before"),
        ({"last_day": "soon"}, "last_day", "valid date"),
        ({"part": "reader"}, "part", "not one of"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_moves(
    client: Client, busy: Story, changes: dict[str, str], field: str, words: str
) -> None:
    client.force_login(busy.sro)
    given = {
        name: busy.people[value].pk if value in busy.people else value for name, value in changes.items()
    }
    page = client.post(url_of(busy, "lead"), {**filled(busy.member.pk), **given})
    assert words in str(page.context["form"].errors[field])
    assert held(busy, "lead") == [2, 1, 1, 1]
    assert role_of(busy, "lead").until is None
    assert not Message.objects.exists()


def test_all_or_nothing(busy: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_handover: object) -> int:
        raise DatabaseError("the last of them breaks")

    monkeypatch.setitem(HOLDINGS, "ideas", replace(HOLDINGS["ideas"], move=fails))
    with pytest.raises(DatabaseError):
        hand_over(actor=busy.actor("sro"), leaver=busy.lead, successor=busy.member)
    assert held(busy, "lead") == [2, 1, 1, 1]
    assert role_of(busy, "lead").until is None


def test_who_was_never_there_has_nothing_to_hand_over(client: Client, busy: Story) -> None:
    client.force_login(busy.sro)
    assert client.get(url_of(busy, "administrator")).status_code == 404
    assert client.get(url_of(busy, "supplier_lead")).status_code == 403
