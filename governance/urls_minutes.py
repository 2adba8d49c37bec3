"""Agendas, minutes and decisions."""

from django.urls import path

from governance.views import agenda, decision, minutes, paper

MEETING = "p/<slug:reference>/meetings/<int:number>"

urlpatterns = [
    path(f"{MEETING}/agenda/", agenda.AgendaPage.as_view(), name="agenda"),
    path(f"{MEETING}/agenda/take/", agenda.TakeSuggestions.as_view(), name="take_suggestions"),
    path(f"{MEETING}/agenda/order/", agenda.OrderAgenda.as_view(), name="order_agenda"),
    path(f"{MEETING}/agenda/<int:pk>/", agenda.AgendaItemPage.as_view(), name="agenda_item"),
    path(f"{MEETING}/pre-read/", paper.PreRead.as_view(), name="pre_read"),
    path(f"{MEETING}/pre-read/send/", paper.SendPreRead.as_view(), name="send_pre_read"),
    path(f"{MEETING}/pre-read/file/", paper.PreReadFile.as_view(), name="pre_read_file"),
    path(f"{MEETING}/minutes/", minutes.MinutesPage.as_view(), name="minutes"),
    path(f"{MEETING}/minutes/pen/", minutes.MinutesPen.as_view(), name="minutes_pen"),
    path(f"{MEETING}/minutes/state/", minutes.MinutesState.as_view(), name="minutes_state"),
    path(f"{MEETING}/minutes/put-up/", minutes.PutUpMinutes.as_view(), name="put_up_minutes"),
    path(f"{MEETING}/minutes/pdf/", paper.SealedMinutes.as_view(), name="minutes_paper"),
    path(f"{MEETING}/decisions/new/", decision.NewDecision.as_view(), name="new_decision"),
    path(f"{MEETING}/actions/new/", decision.AgreeAction.as_view(), name="agree_action"),
    path("p/<slug:reference>/decisions/", decision.Decisions.as_view(), name="decisions"),
    path("p/<slug:reference>/decisions/export.csv", decision.ExportDecisions.as_view(), name="decisions_csv"),
    path("p/<slug:reference>/decisions/<int:number>/", decision.OneDecision.as_view(), name="decision"),
    path(
        "p/<slug:reference>/decisions/<int:number>/edit/",
        decision.EditDecision.as_view(),
        name="edit_decision",
    ),
]
