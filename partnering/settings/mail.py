"""How mail leaves."""

from partnering.settings.place import VAR_DIR, env

# Mail: SMTP where a URL is given; otherwise every mail is kept in a folder and on the outbox page.
EMAIL_URL = env("EMAIL_URL", default="")
MAIL_IS_KEPT = not EMAIL_URL
if EMAIL_URL:
    _mail = env.email_url("EMAIL_URL")
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"] or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"] or "", _mail["EMAIL_HOST_PASSWORD"] or ""
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
else:
    EMAIL_BACKEND = "outbox.folder.EmlFolderBackend"
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
# A worker has a mail to itself for so long; then another may take it up (outbox/actions/deliver.py).
OUTBOX_LEASE_SECONDS = env.int("OUTBOX_LEASE_SECONDS", default=120)
# The waits between attempts: eight attempts in about two days.
OUTBOX_BACK_OFF_SECONDS = env.list(
    "OUTBOX_BACK_OFF_SECONDS", cast=int, default=[60, 300, 1800, 7200, 21600, 43200, 86400]
)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Partnering <partnering@localhost>")
