from django.urls import path

from common.exports import export_paths
from governance.meetings import answering_views, calendar_address_views, views

MEETING = "p/<slug:reference>/meetings/<int:number>"

urlpatterns = [
    path("p/<slug:reference>/meetings/", views.Meetings.as_view(), name="meetings"),
    *export_paths("p/<slug:reference>/meetings/export", views.MeetingsExport.as_view(), "meetings"),
    path("p/<slug:reference>/meetings/new/", views.NewMeeting.as_view(), name="new_meeting"),
    path(f"{MEETING}/edit/", views.EditMeeting.as_view(), name="edit_meeting"),
    path(f"{MEETING}/cancel/", views.CancelMeeting.as_view(), name="cancel_meeting"),
    path(f"{MEETING}/held/", views.HoldMeeting.as_view(), name="hold_meeting"),
    path(f"{MEETING}/invite-again/", views.InviteAgain.as_view(), name="invite_again"),
    path(f"{MEETING}/answer/", views.AnswerMeeting.as_view(), name="answer_meeting"),
    path("calendar/address/", calendar_address_views.CalendarAddressView.as_view(), name="calendar_address"),
    path("calendar/<str:secret>.ics", calendar_address_views.CalendarFeed.as_view(), name="calendar_feed"),
    path("attend/<str:token>/", answering_views.Attend.as_view(), name="attend"),
]
