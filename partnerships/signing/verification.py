"""Is everything that was signed still what was signed? Worked out anew from the rows alone."""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from partnerships.sides import Side
from partnerships.signing.kinds import canonical, digest_of
from partnerships.signing.models import SignOff

#: So many rows are in memory at a time.
BATCH: Final = 500


def verify() -> Iterator[tuple[SignOff, list[str]]]:
    """Each sign-off with what is wrong with it, if anything."""
    rows = SignOff.objects.select_related("partnership").prefetch_related("signatures")
    for batch in _batches(rows):
        for sign_off in batch:
            yield sign_off, [*_text(sign_off), *_state(sign_off), *_signatures(sign_off)]


def _batches(rows: QuerySet[Any]) -> Iterator[list[SignOff]]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _text(sign_off: SignOff) -> Iterator[str]:
    if digest_of(sign_off.text) != sign_off.sha256:
        yield _("the text does not have the digest that was signed")
    elif canonical(sign_off.text) != sign_off.text:
        yield _("the text is not in canonical form")


def _state(sign_off: SignOff) -> Iterator[str]:
    signatures = list(sign_off.signatures.all())
    sides = {signature.side for signature in signatures}
    is_signed = sign_off.state == SignOff.State.SIGNED
    if is_signed and sides != set(Side):
        yield _("it counts as signed, but a side's signature is missing")
    if not is_signed and sides == set(Side):
        yield _("both sides have signed, but it does not count as signed")
    if is_signed and signatures and sign_off.signed_at != max(each.signed_at for each in signatures):
        yield _("it was not sealed when the second side signed")


def _signatures(sign_off: SignOff) -> Iterator[str]:
    for signature in sign_off.signatures.all():
        signature.sign_off = sign_off
        if signature.sha256 != sign_off.sha256:
            yield _("%(who)s signed another text") % {"who": signature.name}
        if signature.digest_now() != signature.digest:
            yield _("the signature of %(who)s was changed") % {"who": signature.name}
