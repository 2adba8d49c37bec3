from django.urls import include, path

HEALTH_CHECKS = "p/<slug:reference>/health-checks/"

# the address of one question of a closed check would take those of the other rooms, and comes last
urlpatterns = [
    path(HEALTH_CHECKS, include("assessments.rounds.urls")),
    path(HEALTH_CHECKS, include("assessments.respondents.urls")),
    path("", include("assessments.answering.urls")),
    path(HEALTH_CHECKS, include("assessments.reports.urls")),
    path(HEALTH_CHECKS, include("assessments.results.urls")),
]
