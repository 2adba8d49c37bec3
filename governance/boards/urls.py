from django.urls import path

from common.exports import export_paths
from governance.boards import views

urlpatterns = [
    path("p/<slug:reference>/boards/", views.Boards.as_view(), name="boards"),
    *export_paths("p/<slug:reference>/boards/export", views.BoardsExport.as_view(), "boards"),
    path("p/<slug:reference>/boards/new/", views.NewBoard.as_view(), name="new_board"),
    path("p/<slug:reference>/boards/<int:number>/", views.OneBoard.as_view(), name="board"),
    path("p/<slug:reference>/boards/<int:number>/edit/", views.EditBoard.as_view(), name="edit_board"),
    path("p/<slug:reference>/boards/<int:number>/close/", views.CloseBoard.as_view(), name="close_board"),
]
