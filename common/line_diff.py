"""What changed from one text to another, line by line."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

#: So many unchanged lines are shown around a change.
AROUND: Final = 2


@dataclass(frozen=True)
class Line:
    """``change`` is "removed", "added", "same", or "gap" for lines that are left out."""

    change: str
    text: str = ""


def line_diff(before: str, after: str) -> list[Line]:
    """The lines that are new, gone, or near one that is; nothing where the texts are the same."""
    old, new = before.splitlines(), after.splitlines()
    groups = list(SequenceMatcher(a=old, b=new, autojunk=False).get_grouped_opcodes(AROUND))
    found: list[Line] = []
    for number, group in enumerate(groups):
        if number or group[0][1] > 0:
            found.append(Line("gap"))
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                found += [Line("same", text) for text in old[old_from:old_to]]
                continue
            found += [Line("removed", text) for text in old[old_from:old_to]]
            found += [Line("added", text) for text in new[new_from:new_to]]
    if groups and groups[-1][-1][2] < len(old):
        found.append(Line("gap"))
    return found
