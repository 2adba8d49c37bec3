from django.urls import path

from common.exports import export_paths
from partnerships.timeline.views import Timeline, TimelineExport

urlpatterns = [
    path("p/<slug:reference>/timeline/", Timeline.as_view(), name="timeline"),
    *export_paths("p/<slug:reference>/timeline", TimelineExport.as_view(), "timeline"),
]
