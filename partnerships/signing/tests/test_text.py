"""One text has one digest, whoever typed it on whatever machine."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.signing.kinds import canonical, digest_of


@pytest.mark.parametrize(
    "typed",
    [
        "Både och\nTvå",
        "Ba\u030ade och\r\nTva\u030a\r\n",
        "Både och  \rTvå\t\n\n\n",
        "\ufeff\n\nBåde och\u2028Två\0",
    ],
)
def test_the_same_words_typed_elsewhere_are_the_same_text(typed: str) -> None:
    assert canonical(typed) == "Både och\nTvå\n"


@given(st.text())
def test_a_canonical_text_stays_as_it_is(typed: str) -> None:
    text = canonical(typed)
    assert canonical(text) == text
    assert text.endswith("\n")
    assert "\r" not in text


def test_the_digest_is_that_of_the_file() -> None:
    text = canonical("Både och")
    assert digest_of(text) == hashlib.sha256("Både och\n".encode()).hexdigest()
    assert digest_of(text) != digest_of(canonical("Bade och"))
