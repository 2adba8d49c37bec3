from django.urls import path

from common.exports import export_paths
from partnerships.people import invite_views, role_views, views
from partnerships.people.importing import views as import_views

urlpatterns = [
    path("", views.People.as_view(), name="people"),
    *export_paths("export", views.PeopleExport.as_view(), "people"),
    path("new/", role_views.GiveRole.as_view(), name="give_role"),
    path("invite/", invite_views.InviteToRole.as_view(), name="invite_to_role"),
    path(
        "invited/<int:pk>/withdraw/", invite_views.WithdrawInvitedRole.as_view(), name="withdraw_invited_role"
    ),
    path("import/", import_views.PeopleImports.as_view(), name="people_imports"),
    *export_paths("import/export", import_views.PeopleImportsExport.as_view(), "people_imports"),
    path("import/<int:pk>/", import_views.OnePeopleImport.as_view(), name="people_import"),
    path(
        "import/<int:pk>/columns/", import_views.PeopleImportColumns.as_view(), name="people_import_columns"
    ),
    path("<int:pk>/", role_views.OneRole.as_view(), name="role"),
    path("<int:pk>/line/", views.Line.as_view(), name="line"),
    path("escalation/<str:level>/", views.Escalation.as_view(), name="escalation"),
    path("hand-over/<int:pk>/", views.HandOver.as_view(), name="hand_over"),
]
