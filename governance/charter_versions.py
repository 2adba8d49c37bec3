"""Two versions of the charter beside each other, section by section."""

from governance.differences import Pair, pair
from governance.models import CharterVersion


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
