"""Something to sign: papers that are nothing but a text, kept in a dictionary."""

from dataclasses import dataclass, field
from datetime import datetime

from partnerships.signing.content import ContentPart
from partnerships.signing.kinds import Binding, offer_kind_to_sign
from partnerships.signing.models import Signature, SignOff
from partnerships.signing.services import sign, submit_for_signature
from tests.story import Story

TEXT = "# How we work\n\nWe are open, **also with bad news**.\n\n- Both gain\n- Both give way\n"


@dataclass
class Papers:
    """What they say now, and what signing told about them."""

    texts: dict[str, str] = field(default_factory=dict)
    signed: list[tuple[str, datetime]] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)

    def content(self, key: str) -> list[ContentPart] | None:
        return [ContentPart("text", "The whole of it", self.texts[key])] if key in self.texts else None

    def submit(
        self,
        story: Story,
        who: str = "lead",
        key: str = "1",
        text: str = TEXT,
        title: str = "How we work",
    ) -> SignOff:
        self.texts[key] = text
        return submit_for_signature(actor=story.actor(who), kind="paper", key=key, title=title, text=text)


def bind_papers() -> Papers:
    papers = Papers()
    offer_kind_to_sign(
        "paper",
        Binding(
            position=90,
            label="Paper",
            content_of=papers.content,
            url_of=lambda sign_off: f"/p/{sign_off.partnership.reference}/",
            when_signed=lambda sign_off, now: papers.signed.append((sign_off.key, now)),
            when_withdrawn=lambda sign_off: papers.withdrawn.append(sign_off.key),
        ),
    )
    return papers


def signed_by(story: Story, who: str, sign_off: SignOff, reservation: str = "") -> Signature:
    return sign(
        actor=story.actor(who),
        sign_off=sign_off,
        sha256=sign_off.sha256,
        reservation=reservation,
        method="password",
    )


def signed_by_both(story: Story, papers: Papers, reservation: str = "", key: str = "1") -> SignOff:
    sign_off = papers.submit(story, key=key)
    signed_by(story, "sro", sign_off, reservation)
    signed_by(story, "srie", sign_off)
    sign_off.refresh_from_db()
    return sign_off
