from django.urls import path

from accounts.organisations.membership_views import MembershipView, RemovePersonView
from accounts.organisations.views import EditOrganisationView, OrganisationView, OurPeopleExport
from common.exports import export_paths

urlpatterns = [
    path("organisations/<int:pk>/", OrganisationView.as_view(), name="organisation"),
    *export_paths("organisations/<int:pk>/people/export", OurPeopleExport.as_view(), "organisation"),
    path("organisations/<int:pk>/edit/", EditOrganisationView.as_view(), name="edit_organisation"),
    path("organisations/<int:pk>/people/<int:membership_pk>/", MembershipView.as_view(), name="membership"),
    path(
        "organisations/<int:pk>/people/<int:membership_pk>/remove/",
        RemovePersonView.as_view(),
        name="remove_person",
    ),
]
