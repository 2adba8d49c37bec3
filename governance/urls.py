from django.urls import include, path

urlpatterns = [
    path("", include("governance.action_items.urls")),
    path("", include("governance.agendas.urls")),
    path("", include("governance.boards.urls")),
    path("", include("governance.charter.urls")),
    path("", include("governance.comments.urls")),
    path("", include("governance.concerns.urls")),
    path("", include("governance.decisions.urls")),
    path("", include("governance.horizon.urls")),
    path("", include("governance.ideas.urls")),
    path("", include("governance.lessons.urls")),
    path("", include("governance.meetings.urls")),
    path("", include("governance.minutes.urls")),
    path("", include("governance.openness.urls")),
    path("", include("governance.risks.urls")),
    path("", include("governance.warnings.urls")),
]
