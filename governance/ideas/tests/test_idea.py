"""An idea is raised, sponsored on each side, taken on its way, set aside, shared."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.organisations.models import Membership
from governance.action_items.models import ActionItem
from governance.ideas.models import Idea
from governance.ideas.services import edit_idea, move_idea, raise_idea, set_aside, share_idea
from governance.ideas.tests.factories import many_ideas, new_idea
from outbox.models import Message
from partnerships.people.models import Role
from partnerships.sides import Part
from partnerships.timeline.models import TimelineEvent
from tests.story import Story, new_person, today

LIST = "/p/school/ideas/"
ONE = "/p/school/ideas/1/"


def filled(**changes: Any) -> dict[str, Any]:
    return {
        "title": "One sign-in", "area": "infrastructure", "description": "", "hoped": "Less waiting",
        "sponsor": "", "space": "joint", **changes,
    }  # fmt: skip


def test_either_side_raises_and_the_sponsor_is_told(client: Client, story: Story) -> None:
    for name, status in (("reader", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.get(f"{LIST}new/").status_code == status
        assert client.post(f"{LIST}new/", filled()).status_code == status
    assert not Idea.objects.exists()
    client.force_login(story.member)
    assert client.post(f"{LIST}new/", filled(sponsor=story.lead.pk))["Location"] == ONE
    client.post(f"{LIST}new/", filled(sponsor=story.lead.pk))  # a second click
    client.force_login(story.supplier_member)
    client.post(f"{LIST}new/", filled(title="Second", sponsor=story.supplier_member.pk))
    first, second = Idea.objects.order_by("number")
    assert (first.customer_sponsor, first.supplier_sponsor) == (story.lead, None)
    assert (second.number, second.raised_side, second.supplier_sponsor) == (
        2,
        "supplier",
        story.supplier_member,
    )
    mail = Message.objects.get()
    assert mail.to == story.lead.email, "whoever names themselves needs no mail"
    assert "/p/school/ideas/1/" in mail.text
    assert "Less waiting" in mail.html
    assert mail.organisation_id == story.customer.pk


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"area": "luck"}, "area"),
        ({"sponsor": "999999"}, "sponsor"),
        ({"sponsor": "nonsense"}, "sponsor"),
        ({"space": "supplier"}, "space"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    client: Client, story: Story, changes: dict[str, str], field: str
) -> None:
    client.force_login(story.lead)
    page = client.post(f"{LIST}new/", {**filled(description="Kept text"), **changes})
    assert page.context["form"].errors[field]
    assert "Kept text" in page.content.decode()
    assert not Idea.objects.exists()


def test_each_side_names_its_own_sponsor(client: Client, story: Story) -> None:
    idea = new_idea(story, sponsor="lead")
    client.force_login(story.supplier_lead)
    page = client.get(f"{ONE}edit/").context["form"]
    assert story.lead.pk not in dict(page.fields["sponsor"].choices)
    given = {**filled(sponsor=story.supplier_member.pk), "version": idea.version}
    client.post(f"{ONE}edit/", given)
    idea.refresh_from_db()
    assert (idea.customer_sponsor, idea.supplier_sponsor) == (story.lead, story.supplier_member)
    for wrong in ("supplier_lead", "reader", "officer", "stranger"):
        with pytest.raises(ValidationError) as refusal:
            raise_idea(actor=story.actor("lead"), title=wrong, area="people", sponsor=story.people[wrong])
        assert "sponsor" in refusal.value.error_dict


def test_an_outside_facilitator_names_nobody(story: Story) -> None:
    helper = story.people["helper"] = new_person("Fia", "Grip", story.elsewhere)
    Role.objects.create(
        partnership=story.partnership, person=helper, side="customer", part=Part.FACILITATOR,
        since=today(),
    )  # fmt: skip
    idea = new_idea(story, sponsor="lead")
    given = {"title": "Reworded", "area": "people", "description": "", "hoped": ""}
    edit_idea(actor=story.actor("helper"), idea=idea, version=idea.version, sponsor=None, **given)
    idea.refresh_from_db()
    assert (idea.title, idea.customer_sponsor) == ("Reworded", story.lead)
    with pytest.raises(PermissionDenied):
        new_idea(story, "helper", title="Theirs", sponsor="lead")
    with pytest.raises(PermissionDenied):
        new_idea(story, "helper", title="Theirs", space="customer")


def test_two_at_once_and_the_later_is_told(client: Client, story: Story) -> None:
    new_idea(story)
    client.force_login(story.supplier_member)
    client.post(f"{ONE}edit/", {**filled(title="Theirs"), "version": 1})
    client.force_login(story.lead)
    page = client.post(f"{ONE}edit/", {**filled(title="Ours"), "version": 1})
    assert "Maja Ek changed this" in page.content.decode()
    assert 'value="Ours"' in page.content.decode()
    assert Idea.objects.get().title == "Theirs"
    again = page.context["form"]["version"].value()
    assert client.post(f"{ONE}edit/", {**filled(title="Ours"), "version": again}).status_code == 302


def test_its_way_with_notes_and_mails(client: Client, story: Story) -> None:
    idea = new_idea(story, sponsor="member")
    edit_idea(
        actor=story.actor("supplier_lead"), idea=idea, version=1, title=idea.title, area=idea.area,
        description="", hoped="", sponsor=story.supplier_lead,
    )  # fmt: skip
    Message.objects.all().delete()
    client.force_login(story.supplier_lead)
    move = f"{ONE}move/"
    client.post(move, {"stage": "tried", "note": "One school", "shown": "ignored"})
    client.post(move, {"stage": "tried", "note": "One school"})  # a second click
    mail = Message.objects.get()
    assert mail.to == story.member.email
    assert "Tried" in mail.text
    assert "One school" in mail.text
    for wrong, field in (
        ({"stage": "raised"}, "note"),
        ({"stage": "effect_shown"}, "shown"),
        ({"stage": "cosmic"}, "stage"),
        ({}, "stage"),
    ):
        assert client.post(move, wrong).context["move"].errors[field]
    client.post(move, {"stage": "effect_shown", "shown": "Six hours a term"})
    idea.refresh_from_db()
    assert (idea.stage, idea.shown) == ("effect_shown", "Six hours a term")
    said = client.get(ONE).content.decode()
    assert "Stage: Raised → Tried" in said
    assert "Note: One school" in said
    assert Message.objects.count() == 2
    for name, status in (("reader", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(move, {"stage": "raised", "note": "x"}).status_code == status


def test_set_aside_for_a_reason_and_taken_up_again(client: Client, story: Story) -> None:
    idea = new_idea(story, sponsor="member")
    move_idea(actor=story.actor("lead"), idea=idea, stage="assessed")
    Message.objects.all().delete()
    client.force_login(story.supplier_member)
    assert client.post(f"{ONE}aside/", {"reason": " "}).context["aside"].errors["reason"]
    with pytest.raises(ValidationError):
        set_aside(actor=story.actor("lead"), idea=idea, reason=" ")
    for _click in range(2):
        client.post(f"{ONE}aside/", {"reason": "Not this year"})
    assert "Not this year" in Message.objects.get().text
    assert "Not this year" in client.get(ONE).content.decode()
    assert not client.get(LIST).context["page"].rows
    assert len(client.get(f"{LIST}?stage=aside").context["page"].rows) == 1
    with pytest.raises(ValidationError, match="set aside"):
        move_idea(actor=story.actor("lead"), idea=idea, stage="tried")
    client.post(f"{ONE}aside/", {"do": "again"})
    idea.refresh_from_db()
    assert (idea.is_set_aside, idea.stage, idea.set_aside_reason) == (False, "assessed", "")


def test_our_own_idea_is_ours_until_we_share_it(client: Client, story: Story) -> None:
    idea = new_idea(story, space="customer", sponsor="lead", description="Secret thought")
    for name, status in (("member", 200), ("reader", 200), ("supplier_lead", 404), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.get(ONE).status_code == status
        if status == 200:
            assert len(client.get(LIST).context["page"].rows) == 1
    client.force_login(story.supplier_lead)
    assert client.get(LIST).context["stages"][0][2] == 0
    for page in ("edit", "move", "aside", "share", "action"):
        assert client.post(f"{ONE}{page}/", {}).status_code == 404
    with pytest.raises(PermissionDenied):
        share_idea(actor=story.actor("supplier_lead"), idea=idea)
    client.force_login(story.reader)
    assert client.post(f"{ONE}share/").status_code == 403
    client.force_login(story.member)
    assert client.get(f"{ONE}action/").status_code == 200
    action = {"title": "Ask around", "owner": story.lead.pk, "due": "2099-01-01", "level": "tactical"}
    assert client.post(f"{ONE}action/", {**action, "owner": story.supplier_lead.pk}).context["form"].errors
    client.post(f"{ONE}action/", action)
    made = ActionItem.objects.get()
    assert (made.space, made.origin, made.origin_label) == ("customer", "idea", idea.title)
    client.post(f"{ONE}share/")
    client.force_login(story.supplier_lead)
    page = client.get(ONE).content.decode()
    assert "Secret thought" in page
    assert "shared the idea" in page
    assert "raised the idea" not in page, "what happened before stays the side's own"
    assert "Ask around" not in page
    assert TimelineEvent.objects.visible_to(story.actor("supplier_lead")).count() == 1


def test_actions_of_a_joint_idea_stand_on_its_page(client: Client, story: Story) -> None:
    new_idea(story)
    client.force_login(story.supplier_member)
    action = {"title": "Try it", "owner": story.lead.pk, "due": "2099-01-01", "level": "tactical"}
    assert client.post(f"{ONE}action/", action)["Location"] == ONE
    assert "Try it" in client.get(ONE).content.decode()
    assert "from One sign-in for teachers" in client.get("/p/school/actions/").content.decode()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Later", "Files", "Used"]),
        ("stage=assessed", ["Files"]),
        ("stage=aside", ["Gone"]),
        ("stage=all", ["Later", "Gone", "Files", "Used"]),
        ("area=people", ["Later"]),
        ("side=supplier", ["Used"]),
        ("mine=on", ["Later"]),
        ("q=ÅTER+files", ["Files"]),
        ("q=%25", []),
        ("stage=nonsense&area=x&side=y&after=z", ["Later", "Files", "Used"]),
    ],
)
def test_the_list_by_stage(client: Client, story: Story, query: str, titles: list[str]) -> None:
    lead = story.actor("lead")
    used = new_idea(story, "supplier_lead", title="Used")
    move_idea(actor=lead, idea=used, stage="put_to_use")
    move_idea(actor=lead, idea=new_idea(story, title="Files", hoped="återbruk"), stage="assessed")
    set_aside(actor=lead, idea=new_idea(story, title="Gone"), reason="No")
    new_idea(story, title="Later", area="people", sponsor="lead")
    client.force_login(story.lead)
    assert [idea.title for idea in client.get(f"{LIST}?{query}").context["page"].rows] == titles


@pytest.mark.parametrize("count", [3, 70])
def test_a_fixed_number_of_queries(
    client: Client, story: Story, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many_ideas(story, count)
    client.force_login(story.lead)
    for url in (LIST, f"{LIST}1000/"):
        with django_assert_max_num_queries(11):
            client.get(url)
    seen, url = [], LIST
    while url:
        page = client.get(url).context["page"]
        seen += [idea.number for idea in page.rows]
        url = LIST + page.next_url if page.next_url else ""
    assert len(seen) == len(set(seen)) == count


def waiting(client: Client) -> list[str]:
    return [task.what for task in client.get("/").context["tasks"] if task.icon == "lightbulb"]


def test_what_waits_for_a_sponsor(client: Client, story: Story) -> None:
    new_idea(story, title="To be assessed", sponsor="lead")
    moved = new_idea(story, title="Moved lately", sponsor="lead")
    move_idea(actor=story.actor("lead"), idea=moved, stage="tried")
    still = new_idea(story, title="Stands still", sponsor="lead")
    Idea.objects.filter(pk=still.pk).update(stage="tried", moved_at=timezone.now() - timedelta(days=61))
    gone = new_idea(story, title="Gone", sponsor="lead")
    set_aside(actor=story.actor("lead"), idea=gone, reason="No")
    client.force_login(story.lead)
    assert waiting(client) == ["Stands still", "To be assessed"]
    client.force_login(story.supplier_lead)
    assert not waiting(client)
    Membership.objects.filter(person=story.lead).update(ended_at=timezone.now())
    client.force_login(story.lead)
    assert not waiting(client), "who has left sponsors nothing"


def test_who_has_left_gets_no_mail(story: Story) -> None:
    idea = new_idea(story, sponsor="member")
    Message.objects.all().delete()
    Membership.objects.filter(person=story.member).update(ended_at=timezone.now())
    move_idea(actor=story.actor("lead"), idea=idea, stage="assessed")
    assert not Message.objects.exists()
