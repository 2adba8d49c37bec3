from django.urls import include, path

urlpatterns = [
    path("", include("accounts.people.urls")),
    path("", include("accounts.organisations.urls")),
    path("", include("accounts.invitations.urls")),
]
