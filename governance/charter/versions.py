"""A version of the charter and its signatures; two of them beside each other, section by section."""

from typing import Final

from django.db.models import CharField

from common.prepared import Given
from common.text_diff import Pair, pair
from governance.charter.models import CharterVersion
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.signing.models import Signature, SignOff

#: What the charter is called among the things that both sides sign.
KIND: Final = "charter"


def sign_off_of(charter: CharterVersion) -> SignOff | None:
    """The sign-off that waits, or that both have signed; the withdrawn ones are its past."""
    of_it = SignOff.objects.filter(
        partnership=charter.partnership_id, kind=KIND, key=charter.sign_off_key
    ).exclude(state=SignOff.State.WITHDRAWN)
    found = of_it.order_by("-pk").first()
    return found if isinstance(found, SignOff) else None


RESERVED = PreparedForActor(
    lambda anyone: (
        Signature.objects.filter(
            sign_off__in=SignOff.objects.visible_to(anyone).filter(
                kind=KIND, key=Given("key", CharField()), state=SignOff.State.SIGNED
            )
        )
        .exclude(reservation="")
        .order_by("signed_at", "pk")
    )
)


def reservations(actor: Actor, charter: int) -> list[Signature]:
    """The signatures under a version (its primary key) that both have signed which carry a reservation: it
    belongs to what was promised (domain.md §4)."""
    return RESERVED.by(actor, key=str(charter))


def compared(before: CharterVersion, after: CharterVersion) -> list[Pair]:
    """In the order of the later one; what it no longer has comes at the end. A section is the same one as
    long as its key is, whatever it is called."""
    old = {section.key: section for section in before.parts() if section.text}
    new = {section.key: section for section in after.parts() if section.text}
    found = []
    for key, section in new.items():
        earlier = old.get(key)
        found.append(
            pair(
                section.title,
                earlier.text if earlier else "",
                section.text,
                earlier.title if earlier else "",
            )
        )
    gone = [section for key, section in old.items() if key not in new]
    return found + [pair(section.title, section.text, "", section.title) for section in gone]
