from assessments.answering.models import Answer
from assessments.respondents.models import ChosenRespondent, Respondent
from assessments.results.models import QuestionResult
from assessments.rounds.models import Round

__all__ = ["Answer", "ChosenRespondent", "QuestionResult", "Respondent", "Round"]
