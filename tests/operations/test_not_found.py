import pytest
from django.conf import LazySettings
from django.test import Client

from tests.story import Story


@pytest.mark.parametrize("debug", [True, False])
def test_a_stranger_and_a_wrong_address_get_the_same_page_of_ours(
    client: Client, story: Story, settings: LazySettings, debug: bool
) -> None:
    settings.DEBUG = debug
    client.force_login(story.stranger)
    pages = [client.get(url) for url in ("/p/school/", "/p/no-such/", "/no/such/page")]
    for page in pages:
        assert page.status_code == 404
        assert b"There is nothing here" in page.content
        assert b"school" not in page.content
