from django.urls import path

from governance.views import (
    action,
    attending,
    board,
    charter,
    concern,
    concern_ladder,
    export,
    horizon,
    idea,
    lesson,
    meeting,
    openness,
    risk,
    warning,
    workshop,
)

#: One version of the charter.
CHARTER = "p/<slug:reference>/charter/<int:number>"

urlpatterns = [
    path("p/<slug:reference>/actions/", action.Actions.as_view(), name="actions"),
    path("p/<slug:reference>/actions/new/", action.NewAction.as_view(), name="new_action"),
    path("p/<slug:reference>/actions/<int:number>/", action.OneAction.as_view(), name="action"),
    path("p/<slug:reference>/actions/<int:number>/edit/", action.EditAction.as_view(), name="edit_action"),
    path("p/<slug:reference>/actions/<int:number>/done/", action.TickAction.as_view(), name="tick_action"),
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
    path("attend/<str:token>/", attending.Attend.as_view(), name="attend"),
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
    path("p/<slug:reference>/charter/compare/", charter.CompareCharters.as_view(), name="compare_charters"),
    path(f"{CHARTER}/", charter.OneVersion.as_view(), name="charter_version"),
    path(f"{CHARTER}/sign/", charter.PutUpCharter.as_view(), name="put_up_charter"),
    path(f"{CHARTER}/reopen/", charter.ReopenCharter.as_view(), name="reopen_charter"),
    path(f"{CHARTER}/workshop/", workshop.Workshop.as_view(), name="charter_workshop"),
    path(f"{CHARTER}/workshop/changes/", workshop.Changes.as_view(), name="charter_changes"),
    path(f"{CHARTER}/sections/<int:pk>/", workshop.WriteSection.as_view(), name="write_section"),
    path(f"{CHARTER}/sections/<int:pk>/place/", workshop.ArrangeSection.as_view(), name="arrange_section"),
    path("p/<slug:reference>/openness/", openness.Openness.as_view(), name="openness"),
    path("p/<slug:reference>/risks/", risk.Risks.as_view(), name="risks"),
    path("p/<slug:reference>/risks/new/", risk.NewRisk.as_view(), name="new_risk"),
    path("p/<slug:reference>/risks/export.csv", export.ExportRisks.as_view(), {"kind": "csv"}, "risks_csv"),
    path(
        "p/<slug:reference>/risks/export.xlsx", export.ExportRisks.as_view(), {"kind": "xlsx"}, "risks_xlsx"
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
    path("p/<slug:reference>/concerns/ladder/", concern_ladder.LadderPage.as_view(), name="ladder"),
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
        concern.SayAboutConcern.as_view(),
        name="say_about_concern",
    ),
    path(
        "p/<slug:reference>/concerns/<int:number>/action/",
        concern.ActOnConcern.as_view(),
        name="act_on_concern",
    ),
    path(
        "p/<slug:reference>/concerns/<int:number>/view/",
        concern_ladder.WritePerspective.as_view(),
        name="concern_perspective",
    ),
    path(
        "p/<slug:reference>/concerns/<int:number>/escalate/",
        concern_ladder.Escalate.as_view(),
        name="escalate_concern",
    ),
    path(
        "p/<slug:reference>/concerns/<int:number>/end/",
        concern_ladder.EndConcern.as_view(),
        name="end_concern",
    ),
    path(
        "p/<slug:reference>/concerns/<int:number>/answer/",
        concern_ladder.AnswerEnd.as_view(),
        name="answer_end",
    ),
    path(
        "p/<slug:reference>/concerns/<int:number>/reopen/",
        concern_ladder.ReopenConcern.as_view(),
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
