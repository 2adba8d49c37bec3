"""What goes into addresses, and where it lies."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.story import Story


@dataclass
class World:
    story: Story
    #: What goes into an address: {url name: keyword arguments}; ``PARTNERSHIP`` for all others under /p/.
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Where its files lie, and who is signed in by which session.
    files: Path | None = None
    sessions: dict[str, str] = field(default_factory=dict)

    def address(self, *names: str, **parts: Any) -> None:
        for name in names:
            self.parts[name] = parts
