from django.urls import path

from common.exports import export_paths
from governance.action_items import list_views, views
from governance.action_items.importing import views as import_views

urlpatterns = [
    path("p/<slug:reference>/actions/", list_views.Actions.as_view(), name="actions"),
    *export_paths("p/<slug:reference>/actions", list_views.ActionsExport.as_view(), "actions"),
    path("p/<slug:reference>/actions/new/", views.NewAction.as_view(), name="new_action"),
    path("p/<slug:reference>/actions/import/", import_views.ActionImports.as_view(), name="action_imports"),
    *export_paths(
        "p/<slug:reference>/actions/import/export",
        import_views.ActionImportsExport.as_view(),
        "action_imports",
    ),
    path(
        "p/<slug:reference>/actions/import/<int:pk>/",
        import_views.OneActionImport.as_view(),
        name="action_import",
    ),
    path(
        "p/<slug:reference>/actions/import/<int:pk>/columns/",
        import_views.ActionImportColumns.as_view(),
        name="action_import_columns",
    ),
    path("p/<slug:reference>/actions/<int:number>/", views.OneAction.as_view(), name="action"),
    path("p/<slug:reference>/actions/<int:number>/edit/", views.EditAction.as_view(), name="edit_action"),
    path(
        "p/<slug:reference>/actions/<int:number>/done/",
        views.CompleteAction.as_view(),
        name="complete_action",
    ),
]
