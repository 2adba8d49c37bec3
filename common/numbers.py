"""Numbers that a link or a hidden field brings."""


def number_in(typed: str) -> int | None:
    """What was sent as a number; None where it is none, or larger than any that we give out."""
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None
