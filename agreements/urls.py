from django.urls import include, path

urlpatterns = [
    path("agreements/import/", include("agreements.importing.urls")),
    path("agreements/", include("agreements.register.urls")),
]
