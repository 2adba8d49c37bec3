from django.urls import path

from common.exports import export_paths
from governance.warnings import views

urlpatterns = [
    path("p/<slug:reference>/warnings/", views.Warnings.as_view(), name="warnings"),
    *export_paths("p/<slug:reference>/warnings/export", views.WarningsExport.as_view(), "warnings"),
    path("p/<slug:reference>/warnings/<int:pk>/close/", views.CloseWarning.as_view(), name="close_warning"),
]
