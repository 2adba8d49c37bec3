from django.urls import path

from assessments.results.views import FindingView

urlpatterns = [
    path("<int:pk>/<slug:question_key>/", FindingView.as_view(), name="finding"),
]
