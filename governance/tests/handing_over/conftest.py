import pytest

from governance.tests.handing_over.factories import keep_busy
from tests.story import Story


@pytest.fixture
def busy(story: Story) -> Story:
    """Karin, the customer's lead, holds one of each, one of them private; and so does Jonas, her peer."""
    return keep_busy(story)
