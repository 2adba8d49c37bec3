from django.urls import path

from partnerships.timeline.views import Timeline, TimelineCsv

urlpatterns = [
    path("p/<slug:reference>/timeline/", Timeline.as_view(), name="timeline"),
    path("p/<slug:reference>/timeline.csv", TimelineCsv.as_view(), name="timeline_csv"),
]
