from django.urls import path

from assessments.reports.views import ReportView

urlpatterns = [
    path("<int:pk>/report/<slug:language>/", ReportView.as_view(), name="report"),
]
