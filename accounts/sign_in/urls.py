"""The pages of django-allauth that we stand behind, one by one; what is not here does not exist. Addresses
are not proved by mail (the invitation did), nobody signs up, nobody keeps several addresses."""

from allauth.account import views
from allauth.mfa.webauthn.views import login_webauthn
from django.urls import include, path, re_path

from accounts.sign_in.tries import limited, own, signing_in
from accounts.sign_in.views import (
    ForgottenPasswordView,
    NewPasswordView,
    NoPasswordView,
    SignOutEverywhereView,
    SignUpView,
)

urlpatterns = [
    path("login/", limited(views.login, "sign-in", 30, signing_in), name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("logout/everywhere/", SignOutEverywhereView.as_view(), name="sign_out_everywhere"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", SignUpView.as_view(), name="account_signup"),
    path(
        "reauthenticate/",
        limited(views.reauthenticate, "reauthenticate", 10, own),
        name="account_reauthenticate",
    ),
    path(
        "password/change/",
        limited(views.password_change, "change-password", 5, own),
        name="account_change_password",
    ),
    path("password/set/", NoPasswordView.as_view(), name="account_set_password"),
    path(
        "password/reset/",
        limited(ForgottenPasswordView.as_view(), "reset-password", 20),
        name="account_reset_password",
    ),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        limited(NewPasswordView.as_view(), "new-password", 20),
        name="account_reset_password_from_key",
    ),
    path("2fa/webauthn/login/", limited(login_webauthn, "passkey", 10), name="mfa_login_webauthn"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
