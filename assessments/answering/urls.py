from django.urls import path

from assessments.answering.link_views import LinkFinishedView, LinkQuestionView, LinkView
from assessments.answering.views import AnswerFinishedView, AnswerQuestionView, AnswerView

HEALTH_CHECK = "p/<slug:reference>/health-checks/<int:pk>/"

urlpatterns = [
    path(f"{HEALTH_CHECK}answer/", AnswerView.as_view(), name="answer"),
    path(f"{HEALTH_CHECK}answer/finish/", AnswerFinishedView.as_view(), name="answer_finished"),
    path(f"{HEALTH_CHECK}answer/<slug:question_key>/", AnswerQuestionView.as_view(), name="answer_question"),
    path("answer/<str:token>/", LinkView.as_view(), name="answer_by_link"),
    path("answer/<str:token>/finish/", LinkFinishedView.as_view(), name="answer_by_link_finished"),
    path(
        "answer/<str:token>/<slug:question_key>/", LinkQuestionView.as_view(), name="answer_by_link_question"
    ),
]
