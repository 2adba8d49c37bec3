"""What histories call the answers."""

from common.stored_words import offer_stored_words
from governance.openness.selectors import Answer, Question
from partnerships.timeline.words import name_values

name_values("openness", Answer.choices)
offer_stored_words(lambda: Question.labels)
