"""Is everything that was signed still what was signed? Worked out anew from the rows and the keys."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side
from partnerships.signing.chain import ChainedModel
from partnerships.signing.keys import known_keys
from partnerships.signing.kinds import canonical, digest_of
from partnerships.signing.models import Signature, SignOff
from partnerships.timeline.models import TimelineEvent

SIGNED_BY_A_SIDE: Final = ("sign_off.signed_by_side", "sign_off.signed")


@dataclass(frozen=True)
class Checked:
    """A sign-off, there or missing, and what is wrong with it, if anything."""

    reference: str
    number: int
    title: str
    faults: list[str]

    def __str__(self) -> str:
        return f"{self.reference} S-{self.number} “{self.title}”"


@dataclass
class Told:
    """What the timeline says of one sign-off: it is kept apart from it, and cannot be changed either."""

    title: str = ""
    sha256: str = ""
    sides: tuple[str, ...] = ()
    is_withdrawn: bool = False


def verify() -> Iterator[Checked]:
    """Partnership by partnership, each in the order in which things were submitted. What was sealed with a
    key that is not known here is looked at in every other way; see ``unknown_keys``."""
    events = TimelineEvent.objects.filter(kind__startswith="sign_off.").order_by()
    signing = SignOff.objects.order_by().values("partnership").union(events.values("partnership"))
    ids = sorted({row["partnership"] for row in signing})
    references = dict(Partnership.objects.values_list("pk", "reference"))
    for pk in ids:
        yield from _in_partnership(pk, references[pk])


def unknown_keys() -> dict[str, list[str]]:
    """The ids of keys that are not known here, each with the sign-offs that it has sealed."""
    found: dict[str, set[tuple[str, int]]] = {}
    for prefix, rows in (("", SignOff.objects), ("sign_off__", Signature.objects)):
        sealed = rows.exclude(key_id__in=known_keys()).order_by()
        for key, *name in sealed.values_list("key_id", f"{prefix}partnership__reference", f"{prefix}number"):
            found.setdefault(key, set()).add(tuple(name))
    return {key: [f"{ref} S-{number}" for ref, number in sorted(names)] for key, names in found.items()}


def _in_partnership(pk: int, reference: str) -> Iterator[Checked]:
    told = _told(pk)
    previous = ""
    for sign_off in SignOff.objects.filter(partnership=pk).order_by("number").prefetch_related("signatures"):
        said = told.pop(sign_off.number, Told(sha256=sign_off.sha256))
        faults = [
            *_text(sign_off),
            *_digest(sign_off, previous, _("what was submitted was changed")),
            *_state(sign_off),
            *_signatures(sign_off),
            *_against_timeline(sign_off, said),
        ]
        previous = sign_off.digest
        yield Checked(reference, sign_off.number, sign_off.title, faults)
    for number, said in sorted(told.items()):
        yield Checked(reference, number, said.title, [_("it was submitted, and is not there any more")])


def _told(pk: int) -> dict[int, Told]:
    found: dict[int, Told] = {}
    events = TimelineEvent.objects.filter(partnership=pk, kind__startswith="sign_off.").order_by("pk")
    for kind, subject, change in events.values_list("kind", "subject", "change"):
        told = found.setdefault(change["number"], Told())
        told.title = subject
        told.sha256 = change.get("sha256", told.sha256)
        told.is_withdrawn |= kind == "sign_off.withdrawn"
        if kind in SIGNED_BY_A_SIDE:
            told.sides += (change["side"],)
    return found


def _text(sign_off: SignOff) -> Iterator[str]:
    if digest_of(sign_off.text) != sign_off.sha256:
        yield _("the text does not have the digest that was signed")
    elif canonical(sign_off.text) != sign_off.text:
        yield _("the text is not in canonical form")


def _digest(row: ChainedModel, previous: str, changed: str) -> Iterator[str]:
    if row.digest_now() not in (None, row.digest):
        yield changed
    if row.previous != previous:
        yield _("it does not carry the digest of the one before it: something was taken out or put in")


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
    previous = sign_off.digest
    for signature in _in_order(sign_off.signatures.all()):
        signature.sign_off = sign_off
        who = {"who": signature.name}
        if signature.sha256 != sign_off.sha256:
            yield _("%(who)s signed another text") % who
        yield from _digest(signature, previous, _("the signature of %(who)s was changed") % who)
        previous = signature.digest


def _in_order(signatures: Iterable[Any]) -> list[Any]:
    return sorted(signatures, key=lambda signature: int(signature.pk))


def _against_timeline(sign_off: SignOff, told: Told) -> Iterator[str]:
    if told.sha256 != sign_off.sha256:
        yield _("the timeline says that another text was submitted")
    signed = {signature.side for signature in sign_off.signatures.all()}
    for side in sorted(set(told.sides) - signed):
        yield _("the timeline says that %(side)s signed, and there is no signature") % {
            "side": Side(side).label
        }
    if told.is_withdrawn != (sign_off.state == SignOff.State.WITHDRAWN):
        yield _("the timeline says otherwise about whether it was withdrawn")
