from django.urls import path

from common.exports import export_paths
from partnerships.files.views import AttachFile, Files, FilesExport, OneFile, RemoveFile

urlpatterns = [
    path("", Files.as_view(), name="files"),
    *export_paths("export", FilesExport.as_view(), "files"),
    path("<int:pk>/", OneFile.as_view(), name="file"),
    path("<int:pk>/remove/", RemoveFile.as_view(), name="remove_file"),
    path("<slug:kind>/<int:number>/", AttachFile.as_view(), name="attach_file"),
]
