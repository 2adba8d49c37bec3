import pytest

from partnerships import signing
from tests.papers import Papers, bind_papers


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> Papers:
    monkeypatch.setattr(signing, "_bindings", dict(signing._bindings))
    return bind_papers()
