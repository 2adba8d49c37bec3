"""What histories call the answers."""

from governance.openness.selectors import Answer
from partnerships.timeline.words import name_values

name_values("openness", Answer.choices)
