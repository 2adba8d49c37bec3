"""The charter on its way out of the workshop: submitted for signature, reopened, in force."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from common.months import months_after
from governance.charter.models import CharterVersion
from governance.charter.versions import KIND, sign_off_of
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_for_update, lock_partnership
from partnerships.signing.content import ContentPart
from partnerships.signing.models import SignOff
from partnerships.signing.services import submit_for_signature, withdraw_sign_off
from partnerships.timeline.services import record

State = CharterVersion.State


@transaction.atomic
def submit_charter(*, actor: Actor, charter: CharterVersion, revision: int) -> SignOff:
    """Freeze the version as it was at ``revision``, which is the one that the actor has read, and ask both
    sides to sign it."""
    charter = _own(actor, charter)
    if charter.state == State.WORKSHOP:
        if charter.revision != revision:
            said = _("Somebody has changed the charter since you opened this page. Read it again, please.")
            raise ValidationError(said, code="stale")
        charter.state = State.WAITING
        charter.save(update_fields=["state"])
    elif charter.state != State.WAITING:
        raise ValidationError(_("Both sides have signed this version already."))
    return submit_for_signature(
        actor=actor, kind=KIND, key=charter.sign_off_key, title=str(charter), text=charter.text()
    )


@transaction.atomic
def reopen_charter(*, actor: Actor, charter: CharterVersion, reason: str) -> CharterVersion:
    """Take it back into the workshop while it waits; whoever has signed signs the next text anew."""
    charter = _own(actor, charter)
    if charter.state == State.WORKSHOP:
        return charter
    sign_off = sign_off_of(charter)
    if charter.state != State.WAITING or sign_off is None:
        raise ValidationError(_("Both sides have signed. What is signed stays; start a new version."))
    withdraw_sign_off(actor=actor, sign_off=sign_off, reason=reason)
    charter.refresh_from_db(fields=["state"])
    return charter


def content_of(key: str) -> list[ContentPart] | None:
    charter = CharterVersion.objects.filter(pk=key).first()
    if not isinstance(charter, CharterVersion):
        return None
    return [ContentPart(said.key, said.title, [said.title, said.text]) for said in charter.said()]


def url_of(sign_off: SignOff) -> str:
    return _charter(sign_off).get_absolute_url()


def when_signed(sign_off: SignOff, at: datetime) -> None:
    """It is in force from now on, and the one before has been."""
    charter = _charter(sign_off)
    day = charter.partnership.today(at)
    earlier = CharterVersion.objects.current().filter(partnership=charter.partnership_id)
    earlier.update(state=State.EARLIER)
    charter.state, charter.signed_at = State.CURRENT, at
    charter.review_on, charter.review_set_on = months_after(day, charter.review_months), day
    charter.save(update_fields=["state", "signed_at", "review_on", "review_set_on"])
    record(
        partnership=charter.partnership,
        person=None,
        kind="charter.in_force",
        subject=str(charter),
        change={"number": charter.number},
    )


def when_withdrawn(sign_off: SignOff) -> None:
    charter = _charter(sign_off)
    charter.state = State.WORKSHOP
    charter.save(update_fields=["state"])


def _charter(sign_off: SignOff) -> CharterVersion:
    charter: CharterVersion = CharterVersion.objects.select_related("partnership").get(pk=sign_off.key)
    return charter


def _own(actor: Actor, charter: CharterVersion) -> CharterVersion:
    if not actor.may("lead_charter"):
        raise PermissionDenied
    lock_partnership(actor)  # in the order of signing, which takes the partnership first
    return lock_for_update(charter, actor)
