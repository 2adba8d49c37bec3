from django.urls import path

from common.exports import export_paths
from governance.ideas import views

urlpatterns = [
    path("p/<slug:reference>/ideas/", views.Ideas.as_view(), name="ideas"),
    *export_paths("p/<slug:reference>/ideas/export", views.IdeasExport.as_view(), "ideas"),
    path("p/<slug:reference>/ideas/new/", views.NewIdea.as_view(), name="new_idea"),
    path("p/<slug:reference>/ideas/<int:number>/", views.OneIdea.as_view(), name="idea"),
    path("p/<slug:reference>/ideas/<int:number>/edit/", views.EditIdea.as_view(), name="edit_idea"),
    path("p/<slug:reference>/ideas/<int:number>/move/", views.MoveIdea.as_view(), name="move_idea"),
    path("p/<slug:reference>/ideas/<int:number>/aside/", views.SetAsideIdea.as_view(), name="set_aside_idea"),
    path("p/<slug:reference>/ideas/<int:number>/share/", views.ShareIdea.as_view(), name="share_idea"),
    path("p/<slug:reference>/ideas/<int:number>/action/", views.IdeaAction.as_view(), name="idea_action"),
]
