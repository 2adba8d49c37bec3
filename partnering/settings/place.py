"""Where the project lies, what it is called from outside, and whether it is being worked on."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from django.core.exceptions import ImproperlyConfigured

django_stubs_ext.monkeypatch()  # generic forms and querysets may name their model, as mypy wants

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def own_key(name: str) -> str:
    """A key made once and kept in the var folder, so that trying the product out needs no settings. Of two
    processes that start at once both get the same."""
    path = VAR_DIR / name
    if not path.exists():
        with NamedTemporaryFile("w", dir=VAR_DIR, prefix=f".{name}-") as made:  # only its owner can read it
            made.write(secrets.token_urlsafe(60))
            made.flush()
            with suppress(FileExistsError):
                os.link(made.name, path)
    return path.read_text().strip()


def own_signing_key() -> str:
    if SITE_IS_TLS and not DEBUG:
        raise ImproperlyConfigured(
            "Set SIGNING_KEY: it seals what both sides sign, and has to be kept for as long as that is to be "
            f"proved. If this installation has sealed already, it is what {VAR_DIR / 'signing_key'} says. "
            'A new one: python3 -c "import secrets; print(secrets.token_urlsafe(60))"'
        )
    return own_key("signing_key")


DEBUG = env.bool("DEBUG", default=False)
SITE_URL = env("SITE_URL", default=f"http://localhost:{env('PORT', default='8000')}").rstrip("/")
SITE_IS_TLS = SITE_URL.startswith("https://")
SECRET_KEY = os.environ.get("SECRET_KEY") or own_key("secret_key")  # as it is: env() takes "$" for a name
# Earlier ones: links and sessions that they signed go on serving.
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key]
#: Of the digests of what is signed. Another one than SECRET_KEY, which may be changed at any time; earlier
#: ones go on proving what they have sealed.
SIGNING_KEY = os.environ.get("SIGNING_KEY") or own_signing_key()
SIGNING_KEY_FALLBACKS = [key for key in os.environ.get("SIGNING_KEY_FALLBACKS", "").split(",") if key]
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname or "", "localhost", "127.0.0.1", "[::1]"]
)
