from django.urls import path

from governance.views import action, concern, concern_ladder, export, horizon, idea, lesson, risk, warning

urlpatterns = [
    path("p/<slug:reference>/actions/", action.Actions.as_view(), name="actions"),
    path("p/<slug:reference>/actions/new/", action.NewAction.as_view(), name="new_action"),
    path("p/<slug:reference>/actions/<int:number>/", action.OneAction.as_view(), name="action"),
    path("p/<slug:reference>/actions/<int:number>/edit/", action.EditAction.as_view(), name="edit_action"),
    path("p/<slug:reference>/actions/<int:number>/done/", action.TickAction.as_view(), name="tick_action"),
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
