"""One of everything that has an address, so that every URL can be asked for."""

from datetime import date, timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.invitations.links import invitation_link
from accounts.invitations.services import invite
from accounts.organisations.models import Membership
from agreements.importing.models import ImportRun
from agreements.register.models import Agreement
from assessments.answering.services import save_answer
from assessments.respondents.links import token_for
from assessments.respondents.models import Respondent
from assessments.respondents.services import add_respondent
from assessments.rounds.closing import close_round
from assessments.rounds.opening import open_round
from governance.action_items.services import add_action
from outbox.models import Attachment, Message
from partnerships.documents.models import Document
from partnerships.lifecycle.models import Partnership
from partnerships.lifecycle.services import edit_partnership
from partnerships.mandates.services import name_signer
from partnerships.people.inviting import invite_to_role
from partnerships.people.models import Role
from partnerships.people.services import name_peer
from partnerships.sides import Level
from tests.every_url import governance
from tests.every_url.parts import World
from tests.papers import bind_papers, signed_by_both
from tests.story import Story, today


def build_world(story: Story, files: Path | None = None) -> World:
    world = World(story, files=files)
    reference = story.partnership.reference
    lead = story.actor("lead")
    closed = open_round(actor=lead)
    answered = closed.respondents.filter(side="customer").earliest("pk")
    save_answer(respondent=answered, question_key="feedback", value="fully")
    close_round(closed.pk, timezone.now())
    stored = default_storage.save("reports/one.pdf", ContentFile(b"%PDF-1.7 one"))
    Document.objects.update_or_create(
        partnership=story.partnership,
        kind="report",
        subject_id=closed.pk,
        language="en",
        defaults={"state": "made", "file": stored, "sha256": "0" * 64, "size": 12},
    )
    round = open_round(actor=lead)
    add_respondent(actor=lead, name="Head teacher", email="head@school.example")
    token = token_for(Respondent.objects.get(round=round, email="head@school.example"))
    action = add_action(
        actor=lead,
        title="Share the budget outlook",
        owner=story.lead,
        due=today() + timedelta(days=48),
        level=Level.TACTICAL,
    )
    question = round.instrument.questions[0].key
    one_check = {"reference": reference, "pk": round.pk}
    world.address("health_check", "close_health_check", "answer", "answer_finished", **one_check)
    world.parts["answer_question"] = {**one_check, "question_key": question}
    world.parts["finding"] = {"reference": reference, "pk": closed.pk, "question_key": question}
    world.parts["report"] = {"reference": reference, "pk": closed.pk, "language": "en"}
    world.address("answer_by_link", "answer_by_link_finished", token=token)
    world.parts["answer_by_link_question"] = {"token": token, "question_key": question}
    one_action = {"reference": reference, "number": action.number}
    world.address("action", "edit_action", "complete_action", **one_action)
    world.parts["comment"] = {**one_action, "kind": "action"}
    member, theirs = (Role.objects.get(person=story.people[name]) for name in ("member", "supplier_member"))
    name_peer(actor=lead, role=member, peer=theirs)
    world.address("role", "line", reference=reference, pk=member.pk)
    invited = invite_to_role(
        actor=lead, given_name="Nils", family_name="Ny", email="nils@fyrstads.example", part="member",
        level="tactical",
    )  # fmt: skip
    world.parts["withdraw_invited_role"] = {"reference": reference, "pk": invited.pk}
    world.parts["escalation"] = {"reference": reference, "level": Level.OPERATIONAL.value}
    world.parts["hand_over"] = {"reference": reference, "pk": story.member.pk}
    governance.charter(world)
    governance.minutes(world)
    governance.ideas(world)
    governance.boards(world)
    governance.ahead(world)
    governance.concerns(world)
    _accounts(world)
    _agreements(world)
    _signed(world)
    _outbox(world)
    _changes(world)
    return world


def _changes(world: World) -> None:
    story = world.story
    version = Partnership.objects.get(pk=story.partnership.pk).version
    end = date(2036, 7, 31)
    edit_partnership(actor=story.actor("lead"), version=version, end=end, reason="It goes well.")
    proposal = story.partnership.change_proposals.get()
    world.address("answer_change", reference=story.partnership.reference, pk=proposal.pk)


def _accounts(world: World) -> None:
    story = world.story
    invitation = invite(
        organisation=story.customer, email="new@fyrstads.example", invited_by=story.administrator
    )
    own = {"pk": story.customer.pk}
    world.address("organisation", "organisation_csv", "organisation_xlsx", **own)
    world.address("edit_organisation", "invite", **own)
    one = {**own, "invitation_pk": invitation.pk}
    world.address("renew_invitation", "revoke_invitation", **one)
    membership = Membership.objects.get(person=story.reader)
    world.address("membership", "remove_person", **own, membership_pk=membership.pk)
    world.parts["invitation"] = {"token": invitation_link(invitation).rstrip("/").split("/")[-1]}


def _agreements(world: World) -> None:
    story = world.story
    agreement = Agreement.objects.create(
        register=story.customer, title="School systems", start=date(2024, 8, 1), end=date(2030, 8, 1)
    )
    agreement.parties.create(organisation=story.supplier, part="supplier")
    world.address("agreement", "edit_agreement", "start_partnership", pk=agreement.pk)
    run = ImportRun.objects.create(organisation=story.customer, person=story.officer, state="preview")
    world.parts["import_run"] = {"pk": run.pk}


def _signed(world: World) -> None:
    story, papers = world.story, bind_papers()
    reference = story.partnership.reference
    world.parts["sign_off_pdf"] = {"reference": reference, "number": signed_by_both(story, papers).number}
    waiting = {"reference": reference, "number": papers.submit(story, key="2").number}
    world.address("sign_off", "sign", "withdraw_sign_off", "sign_off_txt", **waiting)
    mandate = name_signer(
        actor=story.actor("sro"),
        person=story.lead,
        wording="Karin may sign minutes.",
        since=today() + timedelta(days=30),
    )
    world.parts["end_mandate"] = {"reference": reference, "pk": mandate.pk}


def _outbox(world: World) -> None:
    message = Message.objects.filter(organisation_id=world.story.customer.pk).first()
    assert message is not None
    stored = default_storage.save("mail/one.txt", ContentFile(b"one"))
    attachment = Attachment.objects.create(
        message=message, name="one.txt", content_type="text/plain", stored_as=stored
    )
    world.address("message", "message_html", "send_again", pk=message.pk)
    world.parts["attachment"] = {"pk": message.pk, "attachment_pk": attachment.pk}


def propose(world: World) -> None:
    """Turn the partnership back into a proposal, as it was before the supplier accepted."""
    Partnership.objects.update(
        state=Partnership.State.PROPOSED, proposed_at=timezone.now() - timedelta(days=1)
    )
