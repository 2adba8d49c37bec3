from django.urls import path

from agreements.importing.views import ImportRunPage, Imports

urlpatterns = [
    path("", Imports.as_view(), name="imports"),
    path("<int:pk>/", ImportRunPage.as_view(), name="import_run"),
]
