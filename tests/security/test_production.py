"""What an operator gets who sets an address under TLS, a key, and no more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

LOOK = """
import django
django.setup()
from django.conf import settings
from django.test import Client
page = Client().get("/account/login/", headers={"host": "partnering.example"}, secure=True)
print(page.status_code)
print("\\n".join(f"{name}: {value}" for name, value in page.headers.items()))
print("\\n".join(f"Set-Cookie: {cookie.OutputString()}" for cookie in page.cookies.values()))
plain = Client().get("/account/login/", headers={"host": "partnering.example"})
print("plain:", plain.status_code, plain.headers.get("Location"))
print("health:", Client().get("/healthz", headers={"host": "localhost"}).status_code)
print("session cookie:", settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY)
print("cookies:", settings.SESSION_COOKIE_NAME, settings.KNOWN_BROWSER_COOKIE_NAME)
print("debug:", settings.DEBUG)
"""


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "partnering.settings",
        "SITE_URL": "https://partnering.example",
        "SECRET_KEY": "long-and-random-" * 5 + "as an operator would make it, 0123456789",
        "SIGNING_KEY": "another-one-" * 5,
        "VAR_DIR": str(tmp_path / "var"),
        "STATIC_ROOT": str(tmp_path / "static"),
    }


def python(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_check_deploy_is_clean(production: dict[str, str]) -> None:
    said = python(production, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert "no issues (0 silenced)" in said


def test_check_deploy_would_tell(production: dict[str, str]) -> None:
    """The check above can fail: without TLS it names what is not safe."""
    weak = {**production, "SITE_URL": "http://partnering.example"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=weak,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode != 0
    assert "SESSION_COOKIE_SECURE" in done.stderr


def test_it_does_not_start_without_a_key_to_seal_with(production: dict[str, str]) -> None:
    del production["SIGNING_KEY"]
    look = [sys.executable, "-c", "from django.conf import settings; print(settings.SIGNING_KEY)"]
    done = subprocess.run(look, cwd=ROOT, env=production, capture_output=True, text=True, timeout=600)
    assert done.returncode != 0
    assert "Set SIGNING_KEY" in done.stderr
    tried = {**production, "SITE_URL": "http://localhost:8000", "SECRET_KEY": ""}
    keys = {python(tried, *look[1:]) for _start in range(2)}
    assert len(keys) == 1, "made once, and kept"
    kept = Path(production["VAR_DIR"])
    assert keys == {f"{(kept / 'signing_key').read_text()}\n"}
    assert (kept / "signing_key").stat().st_mode & 0o077 == 0
    assert (kept / "signing_key").read_text() != (kept / "secret_key").read_text()


def test_a_page_under_tls_carries_every_protection(production: dict[str, str]) -> None:
    python(production, "manage.py", "collectstatic", "--no-input", "--verbosity=0")
    python(production, "manage.py", "migrate", "--no-input", "--verbosity=0")
    said = python(production, "-c", LOOK).splitlines()
    assert said[0] == "200", said
    headers = dict(line.split(": ", 1) for line in said if ": " in line and not line.startswith("Set-Cookie"))
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    cookies = [line for line in said if line.startswith("Set-Cookie")]
    assert cookies
    assert all(cookie.startswith("Set-Cookie: __Host-") for cookie in cookies)
    assert all("Secure" in cookie and "SameSite=Lax" in cookie for cookie in cookies)
    assert "session cookie: True True" in said
    assert "cookies: __Host-sessionid __Host-known_browser" in said
    assert "plain: 301 https://partnering.example/account/login/" in said
    assert "health: 200" in said
    assert "debug: False" in said
