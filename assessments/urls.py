from django.urls import path

from assessments.answering.link_views import LinkFinishedView, LinkQuestionView, LinkView
from assessments.answering.views import AnswerFinishedView, AnswerQuestionView, AnswerView
from assessments.reports.views import ReportView
from assessments.respondents.views import RespondentsView
from assessments.results.views import FindingView
from assessments.rounds.views import (
    CloseHealthCheckView,
    HealthChecksView,
    HealthCheckView,
    OpenHealthCheckView,
)

CHECKS = "p/<slug:reference>/health-checks/"

urlpatterns = [
    path(CHECKS, HealthChecksView.as_view(), name="health_checks"),
    path(f"{CHECKS}open/", OpenHealthCheckView.as_view(), name="open_health_check"),
    path(f"{CHECKS}respondents/", RespondentsView.as_view(), name="respondents"),
    path(f"{CHECKS}<int:pk>/", HealthCheckView.as_view(), name="health_check"),
    path(f"{CHECKS}<int:pk>/close/", CloseHealthCheckView.as_view(), name="close_health_check"),
    path(f"{CHECKS}<int:pk>/answer/", AnswerView.as_view(), name="answer"),
    path(f"{CHECKS}<int:pk>/answer/finish/", AnswerFinishedView.as_view(), name="answer_finished"),
    path(
        f"{CHECKS}<int:pk>/answer/<slug:question_key>/",
        AnswerQuestionView.as_view(),
        name="answer_question",
    ),
    path(f"{CHECKS}<int:pk>/report/<slug:language>/", ReportView.as_view(), name="report"),
    path(f"{CHECKS}<int:pk>/<slug:question_key>/", FindingView.as_view(), name="finding"),
    path("answer/<str:token>/", LinkView.as_view(), name="answer_by_link"),
    path("answer/<str:token>/finish/", LinkFinishedView.as_view(), name="answer_by_link_finished"),
    path(
        "answer/<str:token>/<slug:question_key>/", LinkQuestionView.as_view(), name="answer_by_link_question"
    ),
]
