"""What was stored in the language of whoever caused it is said again in the reader's."""

import pytest
from django.test import Client
from django.utils import translation

from assessments.rounds.opening import open_round
from common.stored_words import in_own_language
from governance.action_items.tests.factories import new_action
from governance.charter.services import start_charter
from partnerships.timeline.models import TimelineEvent
from tests.story import Story


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("Health check 2026", "Helsesjekk 2026"),
        ("Hälsokontroll 2026", "Helsesjekk 2026"),
        ("Charter, version 12", "Samarbeidserklæring, versjon 12"),
        ("risk R-7: Nobody comes", "risiko R-7: Nobody comes"),
        ("Minutes: Service board, 3 November 2026", "Referat: Service board, 3. november 2026"),
        ("Protokoll: Styrgruppen, 3 november 2026", "Referat: Styrgruppen, 3. november 2026"),
        ("Service board, 3 November 2026", "Service board, 3. november 2026"),
        ("Service board, 33 November 2026", "Service board, 33 November 2026"),
        ("Karin Lind, Partnership lead", "Karin Lind, Partneransvarlig"),
        ("Whatever people call it, and when: soon", "Whatever people call it, and when: soon"),
        ("100 % (of it)", "100 % (of it)"),
        ("", ""),
    ],
)
def test_ready_made_words_speak_the_readers_language(stored: str, said: str) -> None:
    with translation.override("nb"):
        assert in_own_language(stored) == said


@pytest.mark.django_db
def test_lists_and_the_timeline_say_it_so(story: Story, client: Client) -> None:
    new_action(story, origin="finding", origin_label="Health check 2025: Clear benefits")
    open_round(actor=story.actor("lead"))
    start_charter(actor=story.actor("lead"))
    assert TimelineEvent.objects.filter(subject__startswith="Health check").exists()
    story.supplier_lead.language = "sv"
    story.supplier_lead.save()
    client.force_login(story.supplier_lead)
    assert "från Hälsokontroll 2025: " in client.get("/p/school/actions/").content.decode()
    timeline = client.get("/p/school/timeline/").content.decode()
    assert "Hälsokontroll 2" in timeline
    assert "Health check" not in timeline
    assert "Charter, version" not in timeline
