"""What browsers are told, and how cookies travel."""

from datetime import timedelta

from csp.constants import NONCE, NONE, SELF

from partnering.settings.place import SITE_IS_TLS, SITE_URL, env

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_SSL_REDIRECT = SITE_IS_TLS and env.bool("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE_IS_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if SITE_IS_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SITE_IS_TLS
SECURE_HSTS_PRELOAD = SITE_IS_TLS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SITE_IS_TLS
# Under TLS no other host of the domain can set one of these; over http browsers refuse such names.
_host = "__Host-" if SITE_IS_TLS else ""
SESSION_COOKIE_NAME = f"{_host}sessionid"
CSRF_COOKIE_NAME = f"{_host}csrftoken"
CSRF_FAILURE_VIEW = "accounts.sign_in.typed_views.csrf_failure"
TYPED_COOKIE_NAME = f"{_host}typed"
KNOWN_BROWSER_COOKIE_NAME = f"{_host}known_browser"
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = f"{_host}language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
# After so long without use one signs in again; after two weeks in any case (accounts/sign_in/sessions.py).
SESSION_IDLE = timedelta(hours=env.float("SESSION_IDLE_HOURS", default=12))
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # how long it lasts is decided here, not by the cookie
SESSION_COOKIE_AGE = int(SESSION_IDLE.total_seconds())
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "DENY"
