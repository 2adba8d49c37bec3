from django.urls import include, path

PARTNERSHIP = "p/<slug:reference>/"

urlpatterns = [
    path("", include("partnerships.lifecycle.urls")),
    path(f"{PARTNERSHIP}people/", include("partnerships.people.urls")),
    path("", include("partnerships.timeline.urls")),
    path(f"{PARTNERSHIP}sign-offs/", include("partnerships.signing.urls")),
    path(f"{PARTNERSHIP}signers/", include("partnerships.mandates.urls")),
    path(f"{PARTNERSHIP}files/", include("partnerships.files.urls")),
]
