"""What was answered in the demo's health checks, and what was said with it."""

from dataclasses import dataclass, field
from typing import Final

SCALE: Final = {"f": "fully", "l": "largely", "p": "partly", "n": "not_at_all"}
#: How far each respondent of a side is from its middle answer, in steps; more of them agree than not.
SPREAD: Final = (0, 0, 1, 0, -1, 0, 0)
#: Who passes over which question, so that "cannot say" is seen too: (place on the side, question).
PASSED_OVER: Final = frozenset({(3, "exit_strategy"), (5, "systems_access"), (6, "relationship_measured")})


@dataclass(frozen=True)
class Told:
    """A health check: each side's middle answer to each question, and comments by question and side."""

    middle: dict[str, str]  # "customer supplier", a letter of SCALE each
    comments: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)


def answer_of(letter: str, place: int) -> str:
    """What the respondent in that place answers where the side's middle is ``letter``."""
    letters = list(SCALE)
    step = letters.index(letter) - SPREAD[place % len(SPREAD)]
    return SCALE[letters[min(max(step, 0), len(letters) - 1)]]


FIRST: Final = Told(
    {
        "clear_benefits": "lf", "relationship_measured": "np", "improvement": "pl", "staffing": "pp",
        "exit_strategy": "ll", "involvement": "nl", "structures": "ll", "communications": "pf",
        "information_sharing": "ll", "feedback": "pl", "conflicts": "lf", "systems_access": "np",
        "monitoring": "ll", "satisfaction": "lf",
    },
    {
        ("communications", "customer"): (
            "We hear about changes when they are already in production.",
            "Three different people write to us about the same release.",
        ),
        ("communications", "supplier"): ("The weekly letter works well, as far as we can see.",),
        ("involvement", "customer"): (
            "We plan the school year on our own and send the result over.",
        ),
        ("involvement", "supplier"): ("We sit in on what we are invited to, and would gladly do more.",),
        ("staffing", "customer"): ("When our lead is on leave, nobody decides.",),
        ("systems_access", "customer"): ("We see the invoice and nothing behind it.",),
        ("systems_access", "supplier"): ("Nobody has asked us for the figures in a form we can give.",),
        ("clear_benefits", "supplier"): ("The grading round took half the time it used to.",),
    },
)  # fmt: skip

SECOND: Final = Told(
    {
        "clear_benefits": "ff", "relationship_measured": "pl", "improvement": "ll", "staffing": "lp",
        "exit_strategy": "ll", "involvement": "pf", "structures": "lf", "communications": "ll",
        "information_sharing": "ll", "feedback": "pf", "conflicts": "ff", "systems_access": "pp",
        "monitoring": "ll", "satisfaction": "lf",
    },
    {
        ("involvement", "customer"): (
            "Nordlys is invited to the autumn planning, but after the budget is set.",
            "In the schools we still hear of new functions by chance.",
        ),
        ("involvement", "supplier"): ("We are part of the planning now. A clear step from last year.",),
        ("feedback", "customer"): (
            "We report what the head teachers say and never learn what became of it.",
        ),
        ("feedback", "supplier"): ("Every suggestion is read by the whole team the same week.",),
        ("systems_access", "customer"): (
            "The cost ledger comes as a picture in a slide. We cannot work with that.",
        ),
        ("systems_access", "supplier"): ("Opening the ledger is agreed; the export is not built yet.",),
        ("communications", "customer"): ("Much better since there is one agenda for both.",),
        ("staffing", "supplier"): ("Two of us left in spring, and one place is still empty.",),
        ("relationship_measured", "customer"): ("We count tickets. Trust is not in any of the tables.",),
        ("satisfaction", "supplier"): ("The spring survey among guardians is the best so far: 4.3 of 5.",),
    },
)  # fmt: skip

HOME_CARE: Final = Told(
    {
        "clear_benefits": "ll", "relationship_measured": "pp", "improvement": "lf", "staffing": "pl",
        "exit_strategy": "nl", "involvement": "ll", "structures": "ll", "communications": "ff",
        "information_sharing": "lf", "feedback": "ll", "conflicts": "ff", "systems_access": "ll",
        "monitoring": "pl", "satisfaction": "ff",
    },
    {
        ("exit_strategy", "customer"): ("Nobody here could run the night patrol from one month on.",),
        ("exit_strategy", "supplier"): ("The hand-over plan is part of the agreement.",),
        ("communications", "customer"): ("One call is enough, also at three in the morning.",),
    },
)  # fmt: skip
