"""Where the project lies, what it is called from outside, and whether it is being worked on."""

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from django.core.management.utils import get_random_secret_key

django_stubs_ext.monkeypatch()  # generic forms and querysets may name their model, as mypy wants

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def own_secret_key() -> str:
    """A key made once and kept in the var folder, so that trying the product out needs no settings."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.write_text(get_random_secret_key())
        path.chmod(0o600)
    return path.read_text().strip()


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or own_secret_key()
SITE_URL = env("SITE_URL", default=f"http://localhost:{env('PORT', default='8000')}").rstrip("/")
SITE_IS_TLS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname or "", "localhost", "127.0.0.1", "[::1]"]
)
