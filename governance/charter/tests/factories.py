"""Charters in the stage that a test begins with, made by the same actions as on the web."""

from governance.charter.models import CharterSection, CharterVersion
from governance.charter.services import start_charter, write_section
from governance.charter.signing import submit_charter
from partnerships.signing.models import SignOff
from partnerships.signing.services import sign
from tests.story import Story


def started(story: Story, by: str = "lead") -> CharterVersion:
    return start_charter(actor=story.actor(by))


def section(charter: CharterVersion, key: str = "aims") -> CharterSection:
    return charter.sections.get(key=key)


def write(story: Story, charter: CharterVersion, by: str = "lead", **texts: str) -> None:
    """Write these sections, named by their keys."""
    for key, text in texts.items():
        one = section(charter, key)
        write_section(actor=story.actor(by), section=one, version=one.version, title=one.title, text=text)
    charter.refresh_from_db()


def waiting(story: Story, **texts: str) -> tuple[CharterVersion, SignOff]:
    charter = started(story)
    write(story, charter, **(texts or {"aims": "Every pupil has a place.", "tone": "We are open."}))
    sign_off = submit_charter(actor=story.actor("lead"), charter=charter, revision=charter.revision)
    return charter, sign_off


def signed(story: Story, **texts: str) -> CharterVersion:
    charter, sign_off = waiting(story, **texts)
    for name in ("sro", "srie"):
        sign(actor=story.actor(name), sign_off=sign_off, sha256=sign_off.sha256, method="password")
    charter.refresh_from_db()
    return charter
