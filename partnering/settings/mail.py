"""How mail leaves."""

from partnering.settings.place import VAR_DIR, env

# Mail: SMTP where a URL is given; otherwise every mail is kept in a folder and on the outbox page.
EMAIL_URL = env("EMAIL_URL", default="")
MAIL_IS_KEPT = not EMAIL_URL
if EMAIL_URL:
    _mail = env.email_url("EMAIL_URL")
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    if EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend":
        EMAIL_BACKEND = "outbox.smtp.EmailBackend"  # the same, with patience
    EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"] or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"] or "", _mail["EMAIL_HOST_PASSWORD"] or ""
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
else:
    EMAIL_BACKEND = "outbox.folder.EmlFolderBackend"
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
# For the answer to the final dot, when a server may look for viruses: RFC 5321 wants ten minutes.
EMAIL_FINAL_TIMEOUT = env.int("EMAIL_FINAL_TIMEOUT", default=600)
# A worker has a mail to itself for so long; then another may take it up (outbox/delivery.py). It covers five
# exchanges with the server, three minutes for the mail itself, the final answer, and a minute for the rest.
OUTBOX_LEASE_SECONDS = env.int(
    "OUTBOX_LEASE_SECONDS", default=5 * EMAIL_TIMEOUT + 180 + EMAIL_FINAL_TIMEOUT + 60
)
# The waits between attempts: thirteen attempts in about a week.
OUTBOX_BACK_OFF_SECONDS = env.list(
    "OUTBOX_BACK_OFF_SECONDS", cast=int, default=[60, 300, 1800, 7200, 21600, 43200, *[86400] * 6]
)
# Where no mail leaves at all, what waits is given up after so many days.
OUTBOX_PATIENCE_DAYS = env.int("OUTBOX_PATIENCE_DAYS", default=7)
# What mails said is kept for so many days; 0 is for ever.
OUTBOX_KEEP_DAYS = env.int("OUTBOX_KEEP_DAYS", default=400)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Partnering <partnering@localhost>")
