"""How the services of the other houses are called on the prepared world."""

from datetime import timedelta
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.register.organisations import NamedOrganisation
from governance.action_items.tests.factories import day
from governance.charter.documents import KINDS
from outbox.models import Message
from tests.locks.given import PERSON, TERMS, Calls, before_the_anniversary, by, later, proposed, task

CALLS: Final[Calls] = {
    # accounts
    "accounts.invitations.adding.add_organisation": lambda w: {
        "name": "Lillvik kommun", "number": "SE2120009935", "email": "first@lillvik.example",
        "by": w.operator,
    },
    "accounts.invitations.services.invite": lambda w: {
        "organisation": w.story.customer, "email": "new@fyrstads.example",
        "invited_by": w.person("administrator"),
    },
    "accounts.invitations.services.invite_colleague": lambda w: {
        "organisation": w.story.customer, "email": "another@fyrstads.example", "given_name": "Nils",
        "family_name": "Ny", "invited_by": w.person("lead"), "next_url": "",
    },
    "accounts.invitations.services.invite_first_administrator": lambda w: {
        "organisation": w.empty, "email": "first@fjord.example", "invited_by": w.person("officer"),
    },
    "accounts.invitations.services.accept_invitation": lambda w: {
        "invitation": w.invitation, "language": "en", "time_zone": "Europe/Oslo", **PERSON,
    },
    "accounts.invitations.services.accept_invitation_as": lambda w: {
        "invitation": w.own_invitation, "person": w.person("stranger"),
    },
    "accounts.invitations.services.revoke_invitation": lambda w: {
        "invitation": w.invitation, "by": w.person("administrator"),
    },
    "accounts.organisations.memberships.change_rights": lambda w: {
        "membership": w.person("reader").memberships.get(), "by": w.person("administrator"),
        "is_administrator": True, "is_officer": True,
    },
    "accounts.organisations.memberships.remove_person": lambda w: {
        "membership": w.person("reader").memberships.get(), "by": w.person("administrator"),
    },
    "accounts.organisations.services.edit_organisation": lambda w: {
        "organisation": w.story.customer, "by": w.person("administrator"),
        "version": w.story.customer.version,
        "identifier": "SE2120000142", "country": "SE", "time_zone": "Europe/Oslo",
    },
    "accounts.sign_in.forgotten.ask_for_new_password": lambda w: {"email": w.person("lead").email},
    "accounts.sign_in.forgotten.answer_forgotten": lambda w: later(w, 0),
    "accounts.sign_in.sessions.remove_old_sessions": lambda w: later(w, 20),
    # common
    "common.limits.limit": lambda w: {"key": "tries", "at_most": 3, "per": timedelta(hours=1)},
    "common.limits.remove_old_counters": lambda w: later(w, 9),
    "common.idempotency.remove_old_marks": lambda w: later(w, 9),
    # outbox
    "outbox.sending_again.send_again": lambda w: {
        "by": w.person("administrator"), "message": w.message, "version": w.message.version,
    },
    "outbox.sending_again.send_all_again": lambda w: {
        "by": w.person("administrator"), "mails": Message.objects.all(),
    },
    "outbox.grouping.group_reminders": lambda w: later(w, 0),
    "outbox.retention.remove_old_texts": lambda w: later(w, 5000),
    # partnerships
    "partnerships.documents.services.request_own_document": lambda w: by(
        w, kind=KINDS["charter_wall"], subject=w.current_charter, language="en"
    ),
    "partnerships.files.services.add_attachment": lambda w: by(
        w, kind="risk", number=w.other_risk.number, file=SimpleUploadedFile("a.txt", b"It held again.")
    ),
    "partnerships.files.services.remove_attachment": lambda w: by(w, attachment=w.attachment),
    "partnerships.files.services.sweep_files": lambda w: later(w, 2),
    "partnerships.lifecycle.proposals.propose_partnership": lambda w: {
        "person": w.person("officer"), "customer": w.story.customer, "supplier": w.empty, "title": "Roads",
        "reference": "roads", "category": "enhancement", "start": day(0), "end": day(900),
        "stage": "first_year", "supplier_contact": "first@fjord.example",
    },
    "partnerships.lifecycle.proposals.propose_again": lambda w: proposed(w, "lead", supplier_contact=""),
    "partnerships.lifecycle.proposals.accept_proposal": lambda w: proposed(w, "supplier_administrator"),
    "partnerships.lifecycle.proposals.decline_proposal": lambda w: proposed(
        w, "supplier_administrator", reason="Too soon."
    ),
    "partnerships.lifecycle.proposals.withdraw_proposal": lambda w: proposed(w, "lead"),
    "partnerships.lifecycle.changes.accept_change": lambda w: by(
        w, "supplier_lead", proposal=w.ending_proposal
    ),
    "partnerships.lifecycle.changes.decline_change": lambda w: by(
        w, "supplier_lead", proposal=w.period_proposal, note="Not yet."
    ),
    "partnerships.lifecycle.changes.withdraw_change": lambda w: by(w, proposal=w.period_proposal),
    "partnerships.lifecycle.services.edit_partnership": lambda w: by(w, version=1, title="Schools"),
    "partnerships.mandates.services.name_signer": lambda w: by(
        w, "sro", person=w.person("member"), wording="All of it.", since=day(1)
    ),
    "partnerships.mandates.services.end_mandate": lambda w: by(w, "sro", mandate=w.mandate),
    "partnerships.people.hand_over.hand_over": lambda w: by(
        w, leaver=w.person("member"), successor=w.person("reader")
    ),
    "partnerships.people.lines.try_line": lambda w: by(w, role=w.role, tried_on=day(0)),
    "partnerships.people.inviting.invite_to_role": lambda w: by(
        w, email="new@fyrstads.example", given_name="Nils", family_name="Ny", part="finance", level="tactical"
    ),
    "partnerships.people.inviting.withdraw_invited_role": lambda w: by(w, invited=w.invited_role),
    "partnerships.people.services.give_role": lambda w: by(
        w, person=w.person("officer"), part="sro", level="strategic", since=day(0), is_escalation=True
    ),
    "partnerships.people.services.change_role": lambda w: by(
        w, role=w.role, version=w.role.version, part="sro", level="strategic", since=day(-1), until=None
    ),
    "partnerships.people.services.end_role": lambda w: by(w, role=w.role, until=day(1)),
    "partnerships.people.services.name_escalation": lambda w: by(w, level="operational", role=w.role),
    "partnerships.people.services.name_peer": lambda w: by(w, role=w.reader_role, peer=w.peer),
    "partnerships.signing.services.submit_for_signature": lambda w: by(
        w, kind="paper", key="2", title="Another", text="We are open."
    ),
    "partnerships.signing.services.sign": lambda w: by(
        w, "srie", sign_off=w.submitted_sign_off, sha256=w.submitted_sign_off.sha256, method="password"
    ),
    "partnerships.signing.services.withdraw_sign_off": lambda w: by(
        w, sign_off=w.withdrawable_sign_off, reason="A mistake."
    ),
    "partnerships.signing.reminders.remind_signers": lambda w: later(w, 20),
    # agreements
    "agreements.importing.services.start_import": lambda w: {
        "person": w.person("officer"), "organisation": w.story.customer,
        "files": [SimpleUploadedFile("a.json", b"{}")],
    },
    "agreements.importing.services.store_import": lambda w: {"person": w.person("officer"), "run": w.run},
    "agreements.importing.services.discard_import": lambda w: {"person": w.person("officer"), "run": w.run},
    "agreements.importing.services.work_on_import": lambda w: {"run_id": w.storing_run.pk},
    "agreements.register.services.add_agreement": lambda w: {
        "person": w.person("officer"), "register": w.story.customer, "token": "0" * 32, "terms": TERMS,
        "suppliers": [NamedOrganisation("Fjord IT AS"), NamedOrganisation("Nordvik AS")],
    },
    "agreements.register.services.edit_agreement": lambda w: {
        "person": w.person("officer"), "agreement": w.agreement, "version": w.agreement.version,
        "terms": TERMS,
        "suppliers": [NamedOrganisation("Fjord IT AS"), NamedOrganisation("Nordvik AS")],
    },
    "agreements.register.starting.start_partnership": lambda w: {
        "person": w.person("officer"), "agreement": w.agreement, "supplier": w.story.supplier,
        "title": "Systems",
        "reference": "systems", "category": "enhancement", "start": day(0), "end": day(900),
        "supplier_contact": "",
    },
    # assessments
    "assessments.answering.services.save_answer": lambda w: {
        "respondent": w.head, "question_key": w.question, "value": "", "comment": "Hm.",
    },
    "assessments.answering.services.finish": lambda w: {"respondent": w.head},
    "assessments.respondents.services.choose_respondents": lambda w: by(
        w, people=[w.person("lead")], others=[("New", "new@school.example", "en")]
    ),
    "assessments.respondents.services.add_respondent": lambda w: by(
        w, name="New", email="new@school.example"
    ),
    "assessments.respondents.services.remove_respondent": lambda w: by(w, email="head@school.example"),
    "assessments.respondents.services.send_invitation_again": lambda w: by(w, email="head@school.example"),
    "assessments.respondents.services.reset_respondents": lambda w: by(w),
    "assessments.results.services.propose_action": lambda w: by(
        w, round=w.closed_round, question_key=w.question, **task(w)
    ),
    "assessments.rounds.closing.agree_to_close": lambda w: by(w, "supplier_lead", round=w.round),
    "assessments.rounds.closing.close_round": lambda w: {"round_id": w.round.pk, **later(w)},
    "assessments.rounds.closing.close_due_rounds": lambda w: later(w, 60),
    "assessments.rounds.opening.open_by_hand": lambda w: {"partnership": w.elsewhere.partnership},
    "assessments.rounds.opening.open_due_rounds": before_the_anniversary,
    "assessments.rounds.reminding.remind": lambda w: later(w, 28),
    "assessments.rounds.reminding.tell_of_silence": lambda w: later(w, 28),
}  # fmt: skip
