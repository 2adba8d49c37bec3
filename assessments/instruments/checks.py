import hashlib
from typing import Any

from django.core.checks import CheckMessage, Error

from assessments.instruments.definitions import FOLDER, InvalidInstrument, instruments

RELEASED = FOLDER / "released.sha256"


def check_instruments(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every instrument can be read, and no released one has been changed: a round that was opened with
    a version keeps asking what it asked."""
    try:
        instruments.__wrapped__()
    except (InvalidInstrument, KeyError, TypeError) as fault:
        return [Error(str(fault), id="assessments.E001")]
    errors: list[CheckMessage] = []
    lines = [line.split(maxsplit=1) for line in RELEASED.read_text().splitlines() if line.strip()]
    released = {name: digest for digest, name in lines}
    for path in sorted(FOLDER.glob("*.yaml")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if path.name not in released:
            errors.append(Error(f"{path.name} is not in released.sha256", id="assessments.E002"))
        elif released.pop(path.name) != digest:
            hint = "Put the released file back and add the change as the next version."
            errors.append(
                Error(f"{path.name} differs from what was released", hint=hint, id="assessments.E003")
            )
    errors += [Error(f"{name} was released and is gone", id="assessments.E004") for name in released]
    return errors
