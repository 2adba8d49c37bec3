from django.urls import include, path

from governance.action_items import list_views, views
from governance.boards import views as board
from governance.charter import document_views, review_views, workshop_views
from governance.charter import views as charter
from governance.comments import views as comment
from governance.concerns import escalation_views
from governance.concerns import views as concern
from governance.horizon import views as horizon
from governance.ideas import views as idea
from governance.lessons import views as lesson
from governance.meetings import answering_views, calendar_address_views
from governance.meetings import views as meeting
from governance.openness import views as openness
from governance.risks import export_views
from governance.risks import views as risk
from governance.risks.expected_gains import views as gain
from governance.risks.importing import views as risk_import
from governance.warnings import views as warning

#: One version of the charter.
CHARTER = "p/<slug:reference>/charter/<int:number>"

urlpatterns = [
    path("", include("governance.urls_minutes")),
    path("p/<slug:reference>/actions/", list_views.Actions.as_view(), name="actions"),
    path("p/<slug:reference>/actions.csv", list_views.ActionsCsv.as_view(), name="actions_csv"),
    path(
        "p/<slug:reference>/comments/<slug:kind>/<int:number>/", comment.AddComment.as_view(), name="comment"
    ),
    path("p/<slug:reference>/actions/new/", views.NewAction.as_view(), name="new_action"),
    path("p/<slug:reference>/actions/<int:number>/", views.OneAction.as_view(), name="action"),
    path("p/<slug:reference>/actions/<int:number>/edit/", views.EditAction.as_view(), name="edit_action"),
    path(
        "p/<slug:reference>/actions/<int:number>/done/",
        views.CompleteAction.as_view(),
        name="complete_action",
    ),
    path("p/<slug:reference>/boards/", board.Boards.as_view(), name="boards"),
    path("p/<slug:reference>/boards/new/", board.NewBoard.as_view(), name="new_board"),
    path("p/<slug:reference>/boards/<int:number>/", board.OneBoard.as_view(), name="board"),
    path("p/<slug:reference>/boards/<int:number>/edit/", board.EditBoard.as_view(), name="edit_board"),
    path("p/<slug:reference>/boards/<int:number>/close/", board.CloseBoard.as_view(), name="close_board"),
    path("p/<slug:reference>/meetings/", meeting.Meetings.as_view(), name="meetings"),
    path("p/<slug:reference>/meetings/new/", meeting.NewMeeting.as_view(), name="new_meeting"),
    path("p/<slug:reference>/meetings/<int:number>/", meeting.OneMeeting.as_view(), name="meeting"),
    path(
        "p/<slug:reference>/meetings/<int:number>/edit/", meeting.EditMeeting.as_view(), name="edit_meeting"
    ),
    path(
        "p/<slug:reference>/meetings/<int:number>/cancel/",
        meeting.CancelMeeting.as_view(),
        name="cancel_meeting",
    ),
    path(
        "p/<slug:reference>/meetings/<int:number>/held/", meeting.HoldMeeting.as_view(), name="hold_meeting"
    ),
    path(
        "p/<slug:reference>/meetings/<int:number>/answer/",
        meeting.AnswerMeeting.as_view(),
        name="answer_meeting",
    ),
    path("calendar/address/", calendar_address_views.CalendarAddressView.as_view(), name="calendar_address"),
    path("calendar/<str:secret>.ics", calendar_address_views.CalendarFeed.as_view(), name="calendar_feed"),
    path("attend/<str:token>/", answering_views.Attend.as_view(), name="attend"),
    path("p/<slug:reference>/ideas/", idea.Ideas.as_view(), name="ideas"),
    path("p/<slug:reference>/ideas/new/", idea.NewIdea.as_view(), name="new_idea"),
    path("p/<slug:reference>/ideas/<int:number>/", idea.OneIdea.as_view(), name="idea"),
    path("p/<slug:reference>/ideas/<int:number>/edit/", idea.EditIdea.as_view(), name="edit_idea"),
    path("p/<slug:reference>/ideas/<int:number>/move/", idea.MoveIdea.as_view(), name="move_idea"),
    path("p/<slug:reference>/ideas/<int:number>/aside/", idea.SetAsideIdea.as_view(), name="set_aside_idea"),
    path("p/<slug:reference>/ideas/<int:number>/share/", idea.ShareIdea.as_view(), name="share_idea"),
    path("p/<slug:reference>/ideas/<int:number>/action/", idea.IdeaAction.as_view(), name="idea_action"),
    path("lessons/", lesson.SharedLessons.as_view(), name="shared_lessons"),
    path("p/<slug:reference>/lessons/", lesson.Lessons.as_view(), name="lessons"),
    path("p/<slug:reference>/lessons/new/", lesson.NewLesson.as_view(), name="new_lesson"),
    path("p/<slug:reference>/lessons/<int:number>/", lesson.OneLesson.as_view(), name="lesson"),
    path("p/<slug:reference>/lessons/<int:number>/edit/", lesson.EditLesson.as_view(), name="edit_lesson"),
    path("p/<slug:reference>/lessons/<int:number>/share/", lesson.ShareLesson.as_view(), name="share_lesson"),
    path("p/<slug:reference>/charter/", charter.Charter.as_view(), name="charter"),
    path("p/<slug:reference>/charter/start/", charter.StartCharter.as_view(), name="start_charter"),
    path("p/<slug:reference>/charter/review/", review_views.RecordReview.as_view(), name="record_review"),
    path("p/<slug:reference>/charter/review/plan/", review_views.PlanReview.as_view(), name="plan_review"),
    path("p/<slug:reference>/charter/compare/", charter.CompareCharters.as_view(), name="compare_charters"),
    path(
        "p/<slug:reference>/charter/papers/",
        document_views.RequestCharterDocument.as_view(),
        name="request_charter_document",
    ),
    path(
        "p/<slug:reference>/charter/papers/<int:pk>/",
        document_views.CharterDocument.as_view(),
        name="charter_document",
    ),
    path(f"{CHARTER}/", charter.OneVersion.as_view(), name="charter_version"),
    path(f"{CHARTER}/sign/", charter.SubmitCharter.as_view(), name="submit_charter"),
    path(f"{CHARTER}/reopen/", charter.ReopenCharter.as_view(), name="reopen_charter"),
    path(f"{CHARTER}/workshop/", workshop_views.Workshop.as_view(), name="charter_workshop"),
    path(f"{CHARTER}/workshop/changes/", workshop_views.Changes.as_view(), name="charter_changes"),
    path(f"{CHARTER}/sections/<int:pk>/", workshop_views.WriteSection.as_view(), name="write_section"),
    path(
        f"{CHARTER}/sections/<int:pk>/place/", workshop_views.ArrangeSection.as_view(), name="arrange_section"
    ),
    path("p/<slug:reference>/openness/", openness.Openness.as_view(), name="openness"),
    path("p/<slug:reference>/risks/", risk.Risks.as_view(), name="risks"),
    path("p/<slug:reference>/risks/new/", risk.NewRisk.as_view(), name="new_risk"),
    path(
        "p/<slug:reference>/risks/export.csv",
        export_views.ExportRisks.as_view(),
        {"kind": "csv"},
        "risks_csv",
    ),
    path(
        "p/<slug:reference>/risks/export.xlsx",
        export_views.ExportRisks.as_view(),
        {"kind": "xlsx"},
        "risks_xlsx",
    ),
    path("p/<slug:reference>/risks/gains/", gain.Gains.as_view(), name="gains"),
    path("p/<slug:reference>/risks/gains/<int:pk>/remove/", gain.RemoveGain.as_view(), name="remove_gain"),
    path("p/<slug:reference>/risks/import/", risk_import.RiskImports.as_view(), name="risk_imports"),
    path(
        "p/<slug:reference>/risks/import/<int:pk>/",
        risk_import.OneRiskImport.as_view(),
        name="risk_import",
    ),
    path("p/<slug:reference>/risks/<int:number>/", risk.OneRisk.as_view(), name="risk"),
    path("p/<slug:reference>/risks/<int:number>/edit/", risk.EditRisk.as_view(), name="edit_risk"),
    path("p/<slug:reference>/risks/<int:number>/review/", risk.ReviewRisk.as_view(), name="review_risk"),
    path("p/<slug:reference>/risks/<int:number>/close/", risk.CloseRisk.as_view(), name="close_risk"),
    path("p/<slug:reference>/risks/<int:number>/treat/", risk.TreatRisk.as_view(), name="treat_risk"),
    path("p/<slug:reference>/warnings/", warning.Warnings.as_view(), name="warnings"),
    path("p/<slug:reference>/warnings/<int:pk>/close/", warning.CloseWarning.as_view(), name="close_warning"),
    path("p/<slug:reference>/concerns/", concern.Concerns.as_view(), name="concerns"),
    path("p/<slug:reference>/concerns/new/", concern.NewConcern.as_view(), name="new_concern"),
    path(
        "p/<slug:reference>/concerns/ladder/",
        escalation_views.EscalationPolicyPage.as_view(),
        name="escalation_policy",
    ),
    path("p/<slug:reference>/concerns/<int:number>/", concern.OneConcern.as_view(), name="concern"),
    path(
        "p/<slug:reference>/concerns/<int:number>/edit/", concern.EditConcern.as_view(), name="edit_concern"
    ),
    path(
        "p/<slug:reference>/concerns/<int:number>/share/",
        concern.ShareConcern.as_view(),
        name="share_concern",
    ),
    path(
        "p/<slug:reference>/concerns/<int:number>/say/",
        concern.AddNote.as_view(),
        name="say_about_concern",
    ),
    path(
        "p/<slug:reference>/concerns/<int:number>/action/",
        concern.ActOnConcern.as_view(),
        name="act_on_concern",
    ),
    path(
        "p/<slug:reference>/concerns/<int:number>/view/",
        escalation_views.WritePerspective.as_view(),
        name="concern_perspective",
    ),
    path(
        "p/<slug:reference>/concerns/<int:number>/escalate/",
        escalation_views.Escalate.as_view(),
        name="escalate_concern",
    ),
    path(
        "p/<slug:reference>/concerns/<int:number>/end/",
        escalation_views.EndConcern.as_view(),
        name="end_concern",
    ),
    path(
        "p/<slug:reference>/concerns/<int:number>/answer/",
        escalation_views.AnswerEnd.as_view(),
        name="answer_end",
    ),
    path(
        "p/<slug:reference>/concerns/<int:number>/reopen/",
        escalation_views.ReopenConcern.as_view(),
        name="reopen_concern",
    ),
    path("p/<slug:reference>/horizon/", horizon.Horizon.as_view(), name="horizon"),
    path("p/<slug:reference>/horizon/new/", horizon.NewHorizonItem.as_view(), name="new_horizon_item"),
    path("p/<slug:reference>/horizon/<int:pk>/", horizon.OneHorizonItem.as_view(), name="horizon_item"),
    path(
        "p/<slug:reference>/horizon/<int:pk>/edit/",
        horizon.EditHorizonItem.as_view(),
        name="edit_horizon_item",
    ),
    path("p/<slug:reference>/horizon/<int:pk>/prepare/", horizon.PrepareFor.as_view(), name="prepare_for"),
]
