from django.urls import path

from common.exports import export_paths
from governance.lessons import views

urlpatterns = [
    path("lessons/", views.SharedLessons.as_view(), name="shared_lessons"),
    *export_paths("lessons/export", views.SharedLessonsExport.as_view(), "shared_lessons"),
    path("p/<slug:reference>/lessons/", views.Lessons.as_view(), name="lessons"),
    *export_paths("p/<slug:reference>/lessons/export", views.LessonsExport.as_view(), "lessons"),
    path("p/<slug:reference>/lessons/new/", views.NewLesson.as_view(), name="new_lesson"),
    path("p/<slug:reference>/lessons/<int:number>/", views.OneLesson.as_view(), name="lesson"),
    path("p/<slug:reference>/lessons/<int:number>/edit/", views.EditLesson.as_view(), name="edit_lesson"),
    path("p/<slug:reference>/lessons/<int:number>/share/", views.ShareLesson.as_view(), name="share_lesson"),
]
