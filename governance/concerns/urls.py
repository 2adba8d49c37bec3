from django.urls import path

from common.exports import export_paths
from governance.concerns import escalation_views, views

CONCERN = "p/<slug:reference>/concerns/<int:number>"

urlpatterns = [
    path("p/<slug:reference>/concerns/", views.Concerns.as_view(), name="concerns"),
    *export_paths("p/<slug:reference>/concerns/export", views.ConcernsExport.as_view(), "concerns"),
    path("p/<slug:reference>/concerns/new/", views.NewConcern.as_view(), name="new_concern"),
    path(
        "p/<slug:reference>/concerns/ladder/",
        escalation_views.EscalationPolicyPage.as_view(),
        name="escalation_policy",
    ),
    path(f"{CONCERN}/", views.OneConcern.as_view(), name="concern"),
    path(f"{CONCERN}/edit/", views.EditConcern.as_view(), name="edit_concern"),
    path(f"{CONCERN}/share/", views.ShareConcern.as_view(), name="share_concern"),
    path(f"{CONCERN}/say/", views.AddNote.as_view(), name="say_about_concern"),
    path(f"{CONCERN}/action/", views.ActOnConcern.as_view(), name="act_on_concern"),
    path(f"{CONCERN}/view/", escalation_views.WritePerspective.as_view(), name="concern_perspective"),
    path(f"{CONCERN}/escalate/", escalation_views.Escalate.as_view(), name="escalate_concern"),
    path(f"{CONCERN}/end/", escalation_views.EndConcern.as_view(), name="end_concern"),
    path(f"{CONCERN}/answer/", escalation_views.AnswerEnd.as_view(), name="answer_end"),
    path(f"{CONCERN}/reopen/", escalation_views.ReopenConcern.as_view(), name="reopen_concern"),
]
