from assessments.models.answer import Answer
from assessments.models.report import Report
from assessments.models.respondent import ChosenRespondent, Respondent
from assessments.models.result import QuestionResult
from assessments.models.round import Round

__all__ = ["Answer", "ChosenRespondent", "QuestionResult", "Report", "Respondent", "Round"]
