"""What browsers are told, and how cookies travel."""

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
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_TLS
KNOWN_BROWSER_COOKIE_NAME = "known_browser"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "DENY"
