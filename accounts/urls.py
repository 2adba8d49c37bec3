from django.urls import URLPattern, path

from accounts.invitations.views import InvitationView
from accounts.organisations.membership_views import MembershipView, RemovePersonView
from accounts.organisations.views import (
    EditOrganisationView,
    InviteView,
    OrganisationView,
    RenewInvitationView,
    RevokeInvitationView,
)
from accounts.people.views import ProfileView

urlpatterns: list[URLPattern] = [
    path("profile/", ProfileView.as_view(), name="profile"),
    path("invitation/<str:token>/", InvitationView.as_view(), name="invitation"),
    path("organisations/<int:pk>/", OrganisationView.as_view(), name="organisation"),
    path("organisations/<int:pk>/edit/", EditOrganisationView.as_view(), name="edit_organisation"),
    path("organisations/<int:pk>/invitations/new/", InviteView.as_view(), name="invite"),
    path(
        "organisations/<int:pk>/invitations/<int:invitation_pk>/renew/",
        RenewInvitationView.as_view(),
        name="renew_invitation",
    ),
    path(
        "organisations/<int:pk>/invitations/<int:invitation_pk>/revoke/",
        RevokeInvitationView.as_view(),
        name="revoke_invitation",
    ),
    path("organisations/<int:pk>/people/<int:membership_pk>/", MembershipView.as_view(), name="membership"),
    path(
        "organisations/<int:pk>/people/<int:membership_pk>/remove/",
        RemovePersonView.as_view(),
        name="remove_person",
    ),
]
