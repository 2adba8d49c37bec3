from django.urls import path

from assessments.rounds.views import (
    CloseHealthCheckView,
    HealthChecksView,
    HealthCheckView,
    OpenHealthCheckView,
)

urlpatterns = [
    path("", HealthChecksView.as_view(), name="health_checks"),
    path("open/", OpenHealthCheckView.as_view(), name="open_health_check"),
    path("<int:pk>/", HealthCheckView.as_view(), name="health_check"),
    path("<int:pk>/close/", CloseHealthCheckView.as_view(), name="close_health_check"),
]
