import json
import logging

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

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


def test_only_what_people_do_leaves_a_line(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    assert client.get("/healthz").status_code == 200
    assert client.get("/static/css/partnering.css").status_code == 200
    assert lines(caplog) == []
