from django.urls import path

from partnerships.files.views import AttachFile, Files, OneFile, RemoveFile

urlpatterns = [
    path("", Files.as_view(), name="files"),
    path("<int:pk>/", OneFile.as_view(), name="file"),
    path("<int:pk>/remove/", RemoveFile.as_view(), name="remove_file"),
    path("<slug:kind>/<int:number>/", AttachFile.as_view(), name="attach_file"),
]
