import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, path

from partnering.logs import JsonFormatter, RequestIdFilter, without_private_links
from partnering.urls import urlpatterns as real


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    """What the log would hold, as the machine that collects it reads it."""
    formatter = JsonFormatter()
    return [json.loads(formatter.format(record)) for record in caplog.records]


def break_down(request: object) -> HttpResponse:
    raise RuntimeError("cannot read /answer/secret-token/")


urlpatterns = [*real, path("broken/", break_down)]


@pytest.mark.django_db
def test_each_request_is_one_line_with_its_id(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    caplog.handler.addFilter(RequestIdFilter())
    response = client.get("/account/login/?next=/p/school/", headers={"X-Request-ID": "from-the-proxy"})
    assert response["X-Request-ID"] == "from-the-proxy"
    (line,) = [line for line in lines(caplog) if line["logger"] == "partnering.access"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/account/login/", 200)
    assert line["request"] == "from-the-proxy"
    assert isinstance(line["ms"], float)
    assert "school" not in json.dumps(line)


@pytest.mark.django_db
def test_an_id_that_could_forge_a_line_is_replaced(client: Client) -> None:
    response = client.get("/account/login/", headers={"X-Request-ID": 'x", "level": "info'})
    assert len(response["X-Request-ID"]) == 32


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/answer/secret-token/",
        "/answer/secret-token/q1/",
        "/invitation/secret-token/",
        "/invitation/secret-token",
    ],
)
def test_a_personal_link_never_reaches_the_log(
    client: Client, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    caplog.set_level(logging.DEBUG)
    client.get(address)
    assert any(line["logger"] == "partnering.access" for line in lines(caplog))
    assert "secret-token" not in json.dumps(lines(caplog))


@pytest.mark.django_db
@pytest.mark.urls("tests.operations.test_logs")
def test_an_error_is_logged_with_its_trace_but_without_the_link(
    story: object, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(story.lead)  # type: ignore[attr-defined]
    assert client.get("/broken/").status_code == 500
    said = json.dumps(lines(caplog))
    assert "RuntimeError" in said
    assert "secret-token" not in said


def test_the_key_of_a_new_password_is_masked_too() -> None:
    masked = without_private_links("Not Found: /account/password/reset/key/1a-secret/?next=/p/school/")
    assert masked == "Not Found: /account/password/reset/key/…/?next=/p/school/"
    assert (
        without_private_links("/p/school/health-checks/7/answer/q1/") == "/p/school/health-checks/7/answer/…/"
    )
    assert without_private_links("/p/school/actions/7/") == "/p/school/actions/7/"


@pytest.mark.parametrize(
    "address",
    [
        "/account/login/?next=/answer/secret-token/",
        "/account/login/?next=%2Fanswer%2Fsecret-token%2Fq1",
        "//attend//secret-token/",
        "/Invitation/secret-token/",
    ],
)
def test_a_key_is_masked_however_it_is_written(address: str) -> None:
    assert "secret" not in without_private_links(address)


def test_every_key_in_an_address_is_masked() -> None:
    keys = re.compile(r"<(\w+:)?(token|secret|key)>")
    addresses = [keys.sub("secret-token", pattern) for pattern in patterns(get_resolver())]
    private = [address for address in addresses if "secret-token" in address]
    assert len(private) >= 6
    for address in private:
        assert "secret-token" not in without_private_links(f"/{address}")


def patterns(resolver: URLResolver, start: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, start + str(pattern.pattern))
        elif not str(pattern.pattern).startswith("^"):
            yield start + str(pattern.pattern)


TRY_OUT = """
import django
django.setup()
from django.test import Client
client = Client(enforce_csrf_checks=True, raise_request_exception=False)
for place in ("answer", "invitation", "nowhere/invitation", "//attend"):
    address = f"{place}/secret-token/"
    client.get("/" + address, headers={"host": "localhost"})
    client.post("/" + address, headers={"host": "localhost"})
"""


def test_the_log_of_the_try_out_masks_as_well(tmp_path: Path) -> None:
    """Each line of it, whoever writes it: with the settings of ``script/server``, and errors on the way, for
    there are no tables."""
    own = {"DEBUG": "1", "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "partnering.settings"}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", TRY_OUT], env={**kept, **own}, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    loggers = {json.loads(line)["logger"] for line in done.stderr.splitlines()}
    assert loggers >= {"django.request", "partnering.access", "django.security.csrf"}
    assert "secret-token" not in done.stdout + done.stderr


def test_only_what_people_do_leaves_a_line(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    assert client.get("/healthz").status_code == 200
    assert client.get("/static/css/partnering.css").status_code == 200
    assert lines(caplog) == []
