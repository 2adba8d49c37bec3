from django.urls import path

from accounts.invitations.operator_views import (
    AddOrganisationView,
    OrganisationsExport,
    OrganisationsView,
)
from accounts.invitations.views import (
    InvitationView,
    InviteView,
    RenewInvitationView,
    RevokeInvitationView,
)
from common.exports import export_paths

INVITATIONS = "organisations/<int:pk>/invitations/"

urlpatterns = [
    path("organisations/", OrganisationsView.as_view(), name="organisations"),
    *export_paths("organisations/export", OrganisationsExport.as_view(), "organisations"),
    path("organisations/new/", AddOrganisationView.as_view(), name="add_organisation"),
    path("invitation/<str:token>/", InvitationView.as_view(), name="invitation"),
    path(f"{INVITATIONS}new/", InviteView.as_view(), name="invite"),
    path(f"{INVITATIONS}<int:invitation_pk>/renew/", RenewInvitationView.as_view(), name="renew_invitation"),
    path(
        f"{INVITATIONS}<int:invitation_pk>/revoke/", RevokeInvitationView.as_view(), name="revoke_invitation"
    ),
]
