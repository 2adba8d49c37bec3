from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from outbox.queueing import EmailDraft
from outbox.tests.mail_server import MailServer

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture(autouse=True)
def _notices(settings: Any) -> None:
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(TEMPLATES)
    settings.TEMPLATES = templates


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "outbox.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 5
    settings.MAIL_IS_KEPT = False
    yield server
    server.stop()


@pytest.fixture
def letter() -> Callable[..., EmailDraft]:
    def written(key: str = "notice/1", **changes: Any) -> EmailDraft:
        name = changes.pop("name", "Åsa")
        link = changes.pop("link", "https://partnering.example/answer/Zm9vYmFyYmF6cXV4MTIz")
        fields: dict[str, Any] = {"to": "asa@fyrstad.example", "template": "test_notice", **changes}
        fields.setdefault("about", "organisation")
        return EmailDraft(key=key, context={"name": name, "link": link}, **fields)

    return written
