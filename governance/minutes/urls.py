from django.urls import path

from governance.minutes import document_views, views

MEETING = "p/<slug:reference>/meetings/<int:number>"

urlpatterns = [
    path(f"{MEETING}/pre-read/", document_views.PreRead.as_view(), name="pre_read"),
    path(f"{MEETING}/pre-read/send/", document_views.SendPreRead.as_view(), name="send_pre_read"),
    path(f"{MEETING}/pre-read/file/", document_views.PreReadFile.as_view(), name="pre_read_file"),
    path(f"{MEETING}/minutes/", views.MinutesPage.as_view(), name="minutes"),
    path(f"{MEETING}/minutes/pen/", views.MinutesEditingLock.as_view(), name="minutes_editing_lock"),
    path(f"{MEETING}/minutes/state/", views.MinutesState.as_view(), name="minutes_state"),
    path(f"{MEETING}/minutes/put-up/", views.SubmitMinutes.as_view(), name="submit_minutes"),
    path(f"{MEETING}/minutes/pdf/", document_views.SealedMinutes.as_view(), name="minutes_document"),
]
