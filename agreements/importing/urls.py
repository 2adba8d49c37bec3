from django.urls import path

from agreements.importing.views import ImportRunPage, Imports, ImportsExport
from common.exports import export_paths

urlpatterns = [
    path("", Imports.as_view(), name="imports"),
    *export_paths("export", ImportsExport.as_view(), "imports"),
    path("<int:pk>/", ImportRunPage.as_view(), name="import_run"),
]
