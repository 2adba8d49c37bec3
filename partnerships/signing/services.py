"""What both sides sign: put up, signed by one person a side, or taken back (domain.md §4, §8)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from common.locks import locked
from outbox.queueing import EmailDraft, queue_all
from partnerships.access.actors import Actor, find_actor
from partnerships.access.ended import refuse_ended
from partnerships.access.locks import lock_partnership, next_number
from partnerships.mandates.models import Mandate
from partnerships.sides import SENIOR_PART, Side
from partnerships.signing import emails
from partnerships.signing.content import is_same
from partnerships.signing.documents import request_signed_texts
from partnerships.signing.kinds import binding_of, canonical, digest_of
from partnerships.signing.models import MANDATE, Signature, SignOff
from partnerships.signing.signers import people_of
from partnerships.timeline.services import event_time, record

#: Filled in while a row is saved.
CHAIN: Final = {"previous", "key_id", "digest"}


class TextHasChanged(ValidationError):
    """Somebody is about to sign a text that is not, or no longer, the one that both agreed on."""

    def __init__(self, said: str) -> None:
        super().__init__(said, code="changed")


@transaction.atomic
def submit_for_signature(*, actor: Actor, kind: str, key: str, title: str, text: str) -> SignOff:
    """Freeze the text and ask both sides to sign it. The same content submitted twice is submitted once."""
    if not actor.may("submit_for_signature"):
        raise PermissionDenied
    partnership = lock_partnership(actor)
    if not partnership.is_binding:
        raise ValidationError(_("Both sides sign once both have accepted the partnership."))
    text = canonical(text)
    if not text.strip():
        raise ValidationError(_("There is nothing to sign yet."))
    content = binding_of(kind).present(key) or []
    same = SignOff.objects.waiting().filter(partnership=partnership, kind=kind, key=key).first()
    if isinstance(same, SignOff):
        if is_same(same.content, content):
            return same
        refusal = _("An earlier version waits for signatures: %(name)s. Withdraw it first.")
        raise ValidationError(refusal % {"name": same.name})
    sign_off = SignOff(
        partnership=partnership,
        number=next_number(SignOff, partnership),
        kind=kind,
        key=key,
        title=title.strip()[:200],
        text=text,
        sha256=digest_of(text),
        content=content,
        submitted_by=actor.person,
        submitted_side=actor.side,
        submitted_at=event_time(),
    )
    sign_off.full_clean(exclude=CHAIN)
    sign_off.save()
    _record(actor, sign_off, "sign_off.submitted", {"sha256": sign_off.sha256})
    people = people_of([partnership.pk])
    queue_all(
        emails.waits(sign_off, person, side) for side in Side for person in people[partnership.pk, side].asked
    )
    return sign_off


@transaction.atomic
def sign(*, actor: Actor, sign_off: SignOff, sha256: str, reservation: str = "", method: str) -> Signature:
    """Sign for one's own side the text whose digest is ``sha256``: the one that the signer saw. Once the
    other side has signed too, it is sealed, and whoever put it to use is told in the same transaction."""
    actor = _actor_now(actor)
    stored = _locked(actor, sign_off)
    part, mandate = signs_as(actor)
    before = stored.signatures.filter(side=actor.side).first()
    if isinstance(before, Signature):
        if before.person_id == actor.person.pk:
            return before  # the same form, sent twice
        said = _("%(who)s has signed for your side already.") % {"who": before.name}
        raise ValidationError(said, code="signed")
    if stored.state == SignOff.State.WITHDRAWN:
        raise TextHasChanged(_("Not signed: it was withdrawn while you read it."))
    if sha256 != stored.sha256:
        raise TextHasChanged(_("Not signed: this is not the text that you saw. Please read it again."))
    if changes := binding_of(stored.kind).changes_since(stored):
        refusal = _("Not signed: it has changed since it was submitted. %(changes)s")
        raise TextHasChanged(refusal % {"changes": " ".join(changes)})
    now = event_time()
    organisation = stored.partnership.organisation(actor.side)
    signature = Signature(
        sign_off=stored,
        side=actor.side,
        person=actor.person,
        name=actor.person.name,
        organisation=organisation.name if organisation else "",
        part=part,
        mandate=mandate,
        sha256=sha256,
        reservation=canonical(reservation).strip(),
        method=method,
        signed_at=now,
    )
    signature.full_clean(exclude=CHAIN)
    signature.save()
    _seal_if_both(actor, stored, signature, now)
    return signature


@transaction.atomic
def withdraw_sign_off(*, actor: Actor, sign_off: SignOff, reason: str) -> SignOff:
    """Take back what still waits, whoever has signed it already."""
    if not actor.may("submit_for_signature"):
        raise PermissionDenied
    stored = _locked(actor, sign_off)
    if stored.state == SignOff.State.WITHDRAWN:
        return stored
    if stored.state == SignOff.State.SIGNED:
        raise ValidationError(_("Both sides have signed. What is signed stays."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say in a few words why, so that the other side understands.")})
    stored.withdraw(actor.person, reason.strip(), event_time())
    _record(actor, stored, "sign_off.withdrawn", {"reason": stored.withdrawn_reason})
    queue_all(_withdrawn(actor, stored))
    if tell := binding_of(stored.kind).when_withdrawn:
        tell(stored)
    return stored


def signs_as(actor: Actor) -> tuple[str, Mandate | None]:
    """As what the actor signs: SRO, SRIE, or named by one of them. Raises ``PermissionDenied`` with words
    for the page where they do not, or no longer."""
    refuse_ended(actor.partnership)
    senior = SENIOR_PART[actor.side]
    if actor.may("sign") and senior in actor.parts:
        return senior.value, None
    mandates = Mandate.objects.current().filter(
        partnership=actor.partnership, side=actor.side, person=actor.person
    )
    if actor.may("sign") and (mandate := mandates.order_by("pk").first()):
        return MANDATE, mandate
    refusal = _("You cannot sign for your side now: only its %(senior)s can, and whom they name in writing.")
    raise PermissionDenied(refusal % {"senior": senior.label})


def _actor_now(actor: Actor) -> Actor:
    """The actor as they stand at this moment: a role may have ended while the page was open."""
    now = find_actor(actor.person, actor.partnership.reference)
    if now is None or not now.may("view") or now.side != actor.side:
        raise PermissionDenied
    return now


def _locked(actor: Actor, sign_off: SignOff) -> SignOff:
    """The sign-off as it is now, locked together with its partnership: signers take turns."""
    partnership = lock_partnership(actor)
    stored = locked(SignOff.objects.visible_to(actor).filter(pk=sign_off.pk)).first()
    if not isinstance(stored, SignOff):
        raise PermissionDenied
    stored.partnership = partnership
    return stored


def _seal_if_both(actor: Actor, sign_off: SignOff, signature: Signature, now: datetime) -> None:
    facts = {"side": signature.side, "part": signature.part, "reservation": signature.reservation}
    if sign_off.signatures.count() < len(Side):
        _record(actor, sign_off, "sign_off.signed_by_side", facts)
        return
    sign_off.seal(now)
    _record(actor, sign_off, "sign_off.signed", facts)
    binding_of(sign_off.kind).when_signed(sign_off, now)
    request_signed_texts(sign_off)


def _withdrawn(actor: Actor, sign_off: SignOff) -> Iterator[EmailDraft]:
    """To everybody who was asked to sign, and the other side's leads."""
    people = people_of([sign_off.partnership_id])
    for side in Side:
        own = people[sign_off.partnership_id, side]
        leads = own.leads if side != actor.side else []
        for person in dict.fromkeys([*own.asked, *leads]):
            if person != actor.person:
                yield emails.withdrawn(sign_off, person, side)


def _record(actor: Actor, sign_off: SignOff, kind: str, change: dict[str, str]) -> None:
    record(
        partnership=sign_off.partnership,
        person=actor.person,
        kind=kind,
        subject=sign_off.title,
        change={"number": sign_off.number, **{name: value for name, value in change.items() if value}},
    )
