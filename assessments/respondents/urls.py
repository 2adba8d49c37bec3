from django.urls import path

from assessments.respondents.views import RespondentsView

urlpatterns = [
    path("respondents/", RespondentsView.as_view(), name="respondents"),
]
