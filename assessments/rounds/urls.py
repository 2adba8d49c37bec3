from django.urls import path

from assessments.rounds.views import (
    CloseHealthCheckView,
    HealthChecksExport,
    HealthChecksView,
    HealthCheckView,
    OpenHealthCheckView,
)
from common.exports import export_paths

urlpatterns = [
    path("", HealthChecksView.as_view(), name="health_checks"),
    *export_paths("export", HealthChecksExport.as_view(), "health_checks"),
    path("open/", OpenHealthCheckView.as_view(), name="open_health_check"),
    path("<int:pk>/", HealthCheckView.as_view(), name="health_check"),
    path("<int:pk>/close/", CloseHealthCheckView.as_view(), name="close_health_check"),
]
