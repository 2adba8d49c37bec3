"""Agendas, minutes and decisions."""

from django.urls import path

from governance.agendas import views
from governance.decisions import views as decision
from governance.minutes import document_views
from governance.minutes import views as minutes

MEETING = "p/<slug:reference>/meetings/<int:number>"

urlpatterns = [
    path(f"{MEETING}/agenda/", views.AgendaPage.as_view(), name="agenda"),
    path(f"{MEETING}/agenda/take/", views.TakeSuggestions.as_view(), name="take_suggestions"),
    path(f"{MEETING}/agenda/order/", views.OrderAgenda.as_view(), name="order_agenda"),
    path(f"{MEETING}/agenda/<int:pk>/", views.AgendaItemPage.as_view(), name="agenda_item"),
    path(f"{MEETING}/pre-read/", document_views.PreRead.as_view(), name="pre_read"),
    path(f"{MEETING}/pre-read/send/", document_views.SendPreRead.as_view(), name="send_pre_read"),
    path(f"{MEETING}/pre-read/file/", document_views.PreReadFile.as_view(), name="pre_read_file"),
    path(f"{MEETING}/minutes/", minutes.MinutesPage.as_view(), name="minutes"),
    path(f"{MEETING}/minutes/pen/", minutes.MinutesEditingLock.as_view(), name="minutes_editing_lock"),
    path(f"{MEETING}/minutes/state/", minutes.MinutesState.as_view(), name="minutes_state"),
    path(f"{MEETING}/minutes/put-up/", minutes.SubmitMinutes.as_view(), name="submit_minutes"),
    path(f"{MEETING}/minutes/pdf/", document_views.SealedMinutes.as_view(), name="minutes_document"),
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
