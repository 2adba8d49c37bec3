"""The sections that a charter is offered to begin with, and sentences to start from (domain.md §4)."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class SuggestedSection:
    key: str
    title: Any
    #: What the section answers.
    asks: Any
    #: To take as they are, or to argue with.
    sentences: tuple[Any, ...]


SUGGESTED_SECTIONS: Final = (
    SuggestedSection(
        "aims",
        _("Shared aims"),
        _("What do we want to reach together?"),
        (
            _("We mean the same by the outcome, and we know who provides what."),
            _("We look at the benefits, not only at time and cost."),
        ),
    ),
    SuggestedSection(
        "principles",
        _("Principles"),
        _("What can each side count on?"),
        (
            _("The leaders of both sides stand behind this partnership."),
            _("The right people are in place, on both sides."),
            _("We can take change, and expect it."),
            _("Both sides gain, and both give way within reason."),
        ),
    ),
    SuggestedSection(
        "problems",
        _("How we handle problems"),
        _("In which spirit do we handle what goes wrong?"),
        (
            _("We know who manages which risk, and why."),
            _("We talk about the problem first, and about who pays afterwards."),
        ),
    ),
    SuggestedSection(
        "tone",
        _("Tone"),
        _("How do we speak with each other?"),
        (
            _("We are open with each other, also with bad news."),
            _("We ask before we assume, and speak about things, not about persons."),
        ),
    ),
    SuggestedSection(
        "communication",
        _("Communication"),
        _("Who talks to whom, and how soon?"),
        (
            _("Everybody has a counterpart on the other side, and calls them first."),
            _("What concerns both sides is in Partnering, where both can read it."),
        ),
    ),
    SuggestedSection(
        "behaviour",
        _("Behaviour of our staff"),
        _("What do we expect of the people on both sides?"),
        (
            _("Our people work as one team, whoever employs them."),
            _("Nobody is asked to hide anything from the other side that concerns both."),
        ),
    ),
    SuggestedSection(
        "incentives",
        _("Incentives"),
        _("What makes it worthwhile for each side?"),
        (_("What is good for the effects is good for both sides; we check that our payments say so."),),
    ),
    SuggestedSection(
        "decisions",
        _("How we take decisions"),
        _("Who decides what, and when does it go up a level?"),
        (
            _("A decision is taken as close to the work as it can be, and written down."),
            _("Who cannot agree within a week takes it up one level, together."),
        ),
    ),
    SuggestedSection(
        "end",
        _("How it ends"),
        _("How do we part, whenever that is?"),
        (_("We plan the end from the start, so that neither side depends on the other's goodwill."),),
    ),
)
BY_KEY: Final = {suggested.key: suggested for suggested in SUGGESTED_SECTIONS}
#: The sections that belong on the wall, before all others.
ON_THE_WALL: Final = ("aims", "principles")
