from django.urls import path

from governance.decisions import views

MEETING = "p/<slug:reference>/meetings/<int:number>"

urlpatterns = [
    path(f"{MEETING}/decisions/new/", views.NewDecision.as_view(), name="new_decision"),
    path(f"{MEETING}/actions/new/", views.AgreeAction.as_view(), name="agree_action"),
    path("p/<slug:reference>/decisions/", views.Decisions.as_view(), name="decisions"),
    path("p/<slug:reference>/decisions/export.csv", views.ExportDecisions.as_view(), name="decisions_csv"),
    path("p/<slug:reference>/decisions/<int:number>/", views.OneDecision.as_view(), name="decision"),
    path(
        "p/<slug:reference>/decisions/<int:number>/edit/", views.EditDecision.as_view(), name="edit_decision"
    ),
]
