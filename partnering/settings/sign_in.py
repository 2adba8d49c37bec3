"""People and how they get in."""

from partnering.settings.place import SITE_IS_TLS, env

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_work"
ACCOUNT_ADAPTER = "accounts.sign_in.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proved by the invitation that was sent to it
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers, whatever address somebody types
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "login": "accounts.sign_in.forms.SignInForm",
    "reset_password": "accounts.sign_in.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.sign_in.forms.NewPasswordForm",
    "change_password": "accounts.sign_in.forms.ChangePasswordForm",
    "reauthenticate": "accounts.sign_in.forms.ConfirmPasswordForm",
}
ACCOUNT_SESSION_REMEMBER = False
# allauth would count in the cache; accounts/sign_in/tries.py counts in the database
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
#: How many proxies of one's own stand in front: attempts are counted by the address that they report.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Partnering"
MFA_TOTP_TOLERANCE = 1  # the code before and after count, for clocks differ
MFA_FORMS = {
    "authenticate": "accounts.sign_in.second_factor_forms.CodeForm",
    "reauthenticate": "accounts.sign_in.second_factor_forms.ConfirmCodeForm",
    "activate_totp": "accounts.sign_in.second_factor_forms.FirstCodeForm",
    "add_webauthn": "accounts.sign_in.second_factor_forms.NewPasskeyForm",
    "edit_webauthn": "accounts.sign_in.second_factor_forms.PasskeyNameForm",
    "authenticate_webauthn": "accounts.sign_in.second_factor_forms.PasskeyForm",
    "login_webauthn": "accounts.sign_in.second_factor_forms.PasskeyAloneForm",
    "reauthenticate_webauthn": "accounts.sign_in.second_factor_forms.ConfirmPasskeyForm",
}
# without TLS a browser gives a passkey to localhost only
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SITE_IS_TLS
USERSESSIONS_TRACK_ACTIVITY = False

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
