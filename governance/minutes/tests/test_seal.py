"""Both sides sign the minutes; then the model, and the database below it, keep them as they are."""

import hashlib
import io
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from accounts.organisations.models import Membership
from governance.action_items.models import ActionItem
from governance.action_items.services import complete
from governance.action_items.tests.factories import day
from governance.agendas.candidates import day_of
from governance.agendas.models import AgendaItem
from governance.agendas.services import add_item, edit_item
from governance.decisions.models import Decision
from governance.decisions.services import add_decision, edit_decision
from governance.meetings.models import Meeting
from governance.minutes.agreeing import agree_action
from governance.minutes.models import Minutes
from governance.minutes.sealing import submit_minutes
from governance.minutes.services import save_minutes, take_editing_lock
from governance.minutes.tests.factories import begun, meeting_of_all, new_item, over, signed, written
from governance.minutes.text import text_of
from governance.tests.documents import is_readable, read
from outbox.models import Attachment, Message
from partnerships.documents.models import Document
from partnerships.documents.services import make_document, make_due_documents
from partnerships.signing.models import SignOff
from partnerships.signing.services import TextHasChanged, sign, withdraw_sign_off
from partnerships.timeline.models import TimelineEvent
from tests.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(story: Story) -> Meeting:
    return over(meeting_of_all(story, title="Service board"))


def full(story: Story, meeting: Meeting) -> Minutes:
    """Minutes with a text, a decision, an action and a guest."""
    lead = story.actor("lead")
    item = new_item(story, meeting)
    minutes = begun(story, meeting)
    came = {story.lead.pk: "present", story.sro.pk: "apologies", story.supplier_lead.pk: "present"}
    said = {item.pk: "We looked at **both** plans."}
    save_minutes(
        actor=lead, minutes=minutes, version=1, text="It was short.", guests="Ida", came=came, said=said
    )
    add_decision(
        actor=lead, minutes=minutes, title="A second server", text="From May.", item=item, takes_over=True,
        moved_back="That it is too small",
    )  # fmt: skip
    agree_action(actor=lead, minutes=minutes, title="Rehearse it", owner=story.srie, due=day(20), item=item)
    minutes.refresh_from_db()
    return minutes


def test_the_text_that_is_signed_says_it_all(story: Story, meeting: Meeting) -> None:
    sign_off = submit_minutes(actor=story.actor("lead"), minutes=full(story, meeting))
    for said in (
        "# Minutes: Service board", "Fyrstads kommun – Nordlys Skolsystem AB", "Present: Karin Lind",
        "Sent apologies: Anna Hedlund", "Guests: Ida", "## 1. The timetable", "We looked at **both** plans.",
        "Decision D-1: A second server", "From May.", "Risk that moves back to the customer: That it is too",
        "## In general", "Action 1: Rehearse it – Per Olsen, Supplier",
    ):  # fmt: skip
        assert said in sign_off.text, said


def test_who_puts_them_up_has_the_right_and_the_pen(client: Client, story: Story, meeting: Meeting) -> None:
    url = f"/p/school/meetings/{meeting.number}/minutes/put-up/"
    written(story, meeting)
    for name in ("member", "reader"):
        client.force_login(story.people[name])
        assert client.post(url).status_code == 403
    client.force_login(story.supplier_lead)
    client.post(url)
    assert Minutes.objects.get().is_draft  # the customer's lead is writing
    client.force_login(story.lead)
    client.post(url)
    assert Minutes.objects.get().state == "submitted"


def test_nothing_is_put_up_before_it_is_said_who_was_there(story: Story, meeting: Meeting) -> None:
    with pytest.raises(ValidationError, match="who was there"):
        submit_minutes(actor=story.actor("lead"), minutes=begun(story, meeting))


def test_no_meeting_is_signed_before_it_begins_and_what_is_signed_was_held(story: Story) -> None:
    meeting = meeting_of_all(story)
    minutes = written(story, meeting)
    with pytest.raises(ValidationError, match="not begun"):
        submit_minutes(actor=story.actor("lead"), minutes=minutes)
    over(meeting)
    minutes.refresh_from_db()
    submit_minutes(actor=story.actor("lead"), minutes=minutes)
    meeting.refresh_from_db()
    assert meeting.state == "held"
    assert TimelineEvent.objects.filter(kind="meeting.held").count() == 1


def test_put_up_they_change_only_after_they_are_withdrawn(story: Story, meeting: Meeting) -> None:
    lead, minutes = story.actor("lead"), full(story, meeting)
    first = submit_minutes(actor=lead, minutes=minutes)
    item, decision = AgendaItem.objects.get(), Decision.objects.get()
    for refused in (
        lambda: save_minutes(actor=lead, minutes=minutes, version=2, text="Changed"),
        lambda: take_editing_lock(actor=lead, minutes=minutes),
        lambda: edit_decision(actor=lead, decision=decision, version=1, title="Changed"),
        lambda: edit_item(actor=lead, item=item, version=1, title="Changed", minutes=1),
        lambda: add_item(actor=lead, meeting=meeting, title="New", minutes=1),
        lambda: agree_action(actor=lead, minutes=minutes, title="New", owner=story.lead, due=day(3)),
    ):
        with pytest.raises(ValidationError):
            refused()
    withdraw_sign_off(actor=story.actor("supplier_lead"), sign_off=first, reason="A name is missing")
    minutes.refresh_from_db()
    save_minutes(actor=lead, minutes=minutes, version=minutes.version, text="Corrected")
    second = submit_minutes(actor=lead, minutes=minutes)
    assert "Corrected" in second.text
    # who has the first version open does not sign the second one by mistake
    with pytest.raises(TextHasChanged):
        sign(actor=story.actor("sro"), sign_off=second, sha256=first.sha256, method="password")


def test_what_becomes_of_an_action_does_not_change_what_was_agreed(story: Story, meeting: Meeting) -> None:
    minutes = full(story, meeting)
    submit_minutes(actor=story.actor("lead"), minutes=minutes)
    minutes.refresh_from_db()
    before = text_of(minutes)
    ActionItem.objects.update(title="Another title", due=day(90))
    complete(actor=story.actor("lead"), action=ActionItem.objects.get())
    assert text_of(minutes) == before


def signed_for(story: Story, who: str, sign_off: SignOff) -> None:
    sign(actor=story.actor(who), sign_off=sign_off, sha256=sign_off.sha256, method="password")


def test_new_names_and_words_keep_nobody_from_signing(
    client: Client, story: Story, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an organisation was renamed, a board was given another title, and a release came."""
    minutes = full(story, meeting)
    sign_off = submit_minutes(actor=story.actor("lead"), minutes=minutes)
    signed_for(story, "sro", sign_off)
    for organisation in (story.customer, story.supplier):
        organisation.name = f"{organisation.name} after the merger"
        organisation.save()
    story.partnership.title = "Schools"
    story.partnership.save()
    story.lead.family_name = "Lind-Berg"
    story.lead.save()
    Meeting.objects.update(title="The board of services")
    for module in ("text", "content"):
        monkeypatch.setattr(f"governance.minutes.{module}._", lambda said: f"Newly said: {said}")
    minutes.refresh_from_db()
    assert text_of(minutes) != sign_off.text
    client.force_login(story.srie)
    page = client.get(sign_off.get_absolute_url()).content.decode()
    assert "What has changed since?" not in page
    assert "Nordlys Skolsystem AB)" in page, "the text as it was submitted"
    signed_for(story, "srie", sign_off)
    assert SignOff.objects.get().state == "signed"
    assert client.get(f"{sign_off.get_absolute_url()[:-1]}.txt").content.decode() == sign_off.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda: AgendaItem.objects.update(said="We looked at one plan."), "“The timetable” says something"),
        (lambda: Decision.objects.update(text="From June."), "“D-1: A second server” says something"),
        (lambda: Decision.objects.all().delete(), "“D-1: A second server” is gone"),
        (lambda: Minutes.objects.update(text=""), "“In general” is gone"),
        (lambda: Minutes.objects.update(guests="Ida\nBo"), "“Who was there” says something"),
        (lambda: Minutes.objects.update(agreed=[]), "“What we agreed to do” is gone"),
        (lambda: Meeting.objects.update(place="Elsewhere"), "“When and where” says something"),
    ],
)
def test_what_changed_below_the_page_is_not_signed(
    story: Story, meeting: Meeting, change: Callable[[], object], said: str
) -> None:
    sign_off = submit_minutes(actor=story.actor("lead"), minutes=full(story, meeting))
    signed_for(story, "sro", sign_off)
    change()
    with pytest.raises(TextHasChanged, match=said):
        signed_for(story, "srie", sign_off)
    assert SignOff.objects.get().state == "waiting"


def test_sealed_nothing_in_them_changes_above_or_below(story: Story, meeting: Meeting) -> None:
    minutes = full(story, meeting)
    signed(story, minutes)
    minutes.refresh_from_db()
    assert minutes.is_sealed
    assert minutes.sealed_at is not None
    lead = story.actor("lead")
    with pytest.raises(ValidationError, match="stay as they are"):
        save_minutes(actor=lead, minutes=minutes, version=minutes.version, text="Changed")
    item, decision = AgendaItem.objects.get(), Decision.objects.get()
    assert (item.state, decision.state) == ("sealed", "sealed")
    for change in (
        lambda: Minutes.objects.update(text="Changed"),
        lambda: Minutes.objects.update(state="draft"),
        lambda: AgendaItem.objects.update(said="Changed"),
        lambda: Decision.objects.update(title="Changed"),
        lambda: Decision.objects.filter(pk=decision.pk).delete(),
        lambda: minutes.delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert Minutes.objects.get().text == "It was short."


def test_what_is_not_sealed_yet_changes_beside_it(story: Story, meeting: Meeting) -> None:
    signed(story, full(story, meeting))
    other = meeting_of_all(story, title="Another")
    item = new_item(story, other)
    written(story, other, said={item.pk: "Still open"})
    item.refresh_from_db()
    assert item.said == "Still open"


def test_asked_for_again_by_anybody_the_minutes_are_one_record(
    client: Client, story: Story, meeting: Meeting
) -> None:
    signed(story, full(story, meeting))
    make_due_documents(timezone.now())
    url = f"/p/school/meetings/{meeting.number}/minutes/pdf/"
    files = set()
    for who in ("lead", "supplier_reader", "lead"):
        client.force_login(story.people[who])
        client.post(url)
        assert make_due_documents(timezone.now()) == 0, "there is nothing to make"
        files.add(client.get(url).content)
    document = Document.objects.get(kind="minutes", subject_id=meeting.pk, language="en")
    assert {hashlib.sha256(file).hexdigest() for file in files} == {document.sha256}
    attached = Attachment.objects.filter(message__key__contains="/minutes/person/")
    assert set(attached.values_list("stored_as", flat=True)) == {document.file.name}


def test_reservations_are_kept_and_everybody_gets_the_pdf(story: Story, meeting: Meeting) -> None:
    minutes = full(story, meeting)
    signed(story, minutes, reservation="We doubt the date.")
    story.customer.name = "Renamed since"
    story.customer.save()
    document = Document.objects.get(kind="minutes")
    made = make_document(document.pk)
    assert made.state == "made", made.last_error
    reader, text = read(made)
    for said in (
        "Minutes: Service board", "We looked at both plans.", "Decision D-1:", "A second server",
        "That it is too small", "Rehearse it", "Anna Hedlund, SRO", "Per Olsen, SRIE", "We doubt the date.",
    ):  # fmt: skip
        assert said in text, said
    assert text.count("Fyrstads kommun") == 2, "who was there and who signed, by the name of that day"
    is_readable(reader, "Minutes: Service board – School administration")
    mails = Message.objects.filter(key__contains="/minutes/person/").order_by("to")
    names = ("sro", "srie", "lead", "supplier_lead", "member", "supplier_member")
    assert [mail.to for mail in mails] == sorted(story.people[name].email for name in names)
    mail = mails.get(to=story.supplier_member.email)
    assert mail.organisation_id == story.supplier.pk
    assert "D-1: A second server" in mail.text
    name = f"Minutes {meeting.number} School administration {day_of(meeting)}.pdf"
    assert mail.attachments.get().name == name
    make_document(document.pk)
    assert Message.objects.filter(key__contains="/minutes/person/").count() == len(names)


def test_who_attended_gets_one_mail_about_it(story: Story) -> None:
    meeting = meeting_of_all(story, title="Service board", attendees=("lead", "srie"))
    sign_off = signed(story, full(story, meeting), reservation="We doubt the date.")
    make_document(Document.objects.get(kind="minutes").pk)
    make_document(Document.objects.get(kind="sign_off", subject_id=sign_off.pk).pk)
    sealed = Message.objects.filter(key__contains="/minutes/person/")
    assert set(sealed.values_list("to", flat=True)) == {story.lead.email, story.srie.email}
    assert "We doubt the date." in sealed[0].text
    told = Message.objects.filter(key__startswith=f"sign-off/{sign_off.pk}/signed/")
    assert set(told.values_list("to", flat=True)) == {story.sro.email, story.supplier_lead.email}


def test_who_has_left_gets_no_pdf(story: Story, meeting: Meeting) -> None:
    signed(story, full(story, meeting))
    Membership.objects.filter(person=story.member).update(ended_at=timezone.now())
    make_document(Document.objects.get(kind="minutes").pk)
    assert not Message.objects.filter(key__contains="/minutes/person/", to=story.member.email).exists()


def test_the_page_shows_who_signed_and_gives_the_pdf(client: Client, story: Story, meeting: Meeting) -> None:
    minutes = full(story, meeting)
    signed(story, minutes, reservation="We doubt the date.")
    url = f"/p/school/meetings/{meeting.number}/minutes/"
    client.force_login(story.supplier_reader)
    page = client.get(url).content.decode()
    assert "We doubt the date." in page
    assert "<textarea" not in page
    assert "being made" in client.get(f"{url}pdf/").content.decode()
    make_document(Document.objects.get(kind="minutes").pk)
    file = client.get(f"{url}pdf/")
    assert file["Content-Type"] == "application/pdf"
    assert len(PdfReader(io.BytesIO(file.content)).pages) >= 1
    client.force_login(story.stranger)
    assert client.get(f"{url}pdf/").status_code == 404
