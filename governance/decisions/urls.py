from django.urls import path

from common.exports import export_paths
from governance.decisions import views

MEETING = "p/<slug:reference>/meetings/<int:number>"

urlpatterns = [
    path(f"{MEETING}/decisions/new/", views.NewDecision.as_view(), name="new_decision"),
    path(f"{MEETING}/actions/new/", views.AgreeAction.as_view(), name="agree_action"),
    path("p/<slug:reference>/decisions/", views.Decisions.as_view(), name="decisions"),
    *export_paths("p/<slug:reference>/decisions/export", views.DecisionsExport.as_view(), "decisions"),
    path("p/<slug:reference>/decisions/<int:number>/", views.OneDecision.as_view(), name="decision"),
    path(
        "p/<slug:reference>/decisions/<int:number>/edit/", views.EditDecision.as_view(), name="edit_decision"
    ),
]
