"""The lists of a partnership: each row goes to whom the page shows it, filtered the same way."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from assessments.rounds.closing import close_round
from assessments.rounds.opening import open_round
from governance.boards.services import close_board
from governance.boards.tests.factories import new_board
from governance.horizon.services import add_horizon_item, watch_horizon_item
from governance.risks.expected_gains.services import add_expected_gain
from governance.risks.importing.models import RiskImport
from governance.risks.tests.factories import new_risk
from governance.warnings.services import close_warning, raise_warning
from partnerships.files.services import add_attachment
from partnerships.lifecycle.changes import accept_change
from partnerships.lifecycle.services import edit_partnership
from partnerships.mandates.services import end_mandate, name_signer
from tests.lists_as_files.reading import column, taken
from tests.papers import Papers, signed_by_both
from tests.story import Story, today

P = "/p/school/"


def test_horizon(client: Client, story: Story) -> None:
    url = f"{P}horizon/export.csv"
    for title, space in (("A law", "joint"), ("Ours alone", "customer"), ("Over", "joint")):
        item = add_horizon_item(
            actor=story.actor("lead"), kind="law", title=title, meaning="More work.",
            counts_from=today() + timedelta(days=90), watcher=story.member, space=space,
        )  # fmt: skip
    watch_horizon_item(actor=story.actor("lead"), item=item, watched=False)
    for who, seen in (("reader", ["A law", "Ours alone"]), ("supplier_reader", ["A law"])):
        assert column(client, story.people[who], url, "What is coming") == seen
    (over,) = taken(client, story.supplier_lead, f"{url}?state=closed")
    assert (over["What is coming"], over["State"], over["Who watches it"]) == (
        "Over", "No longer watched", "Eva Ström",
    )  # fmt: skip
    assert_strangers_get_nothing(client, story, url)


def test_early_warnings(client: Client, story: Story) -> None:
    url = f"{P}warnings/export.csv"
    first, second = (raise_warning(actor=story.actor("lead"), text=text) for text in ("Rain", "Snow"))
    close_warning(actor=story.actor("lead"), warning=second)
    for who in (story.reader, story.supplier_reader):
        rows = taken(client, who, url)
        assert [row["Early warning"] for row in rows] == ["Snow", "Rain"]
        assert rows[0]["Closed for the customer by"] == "Karin Lind"
    close_warning(actor=story.actor("supplier_lead"), warning=second)
    assert column(client, story.lead, url, "Early warning") == [first.text]
    assert column(client, story.lead, f"{url}?state=closed", "Early warning") == ["Snow"]
    assert_strangers_get_nothing(client, story, url)


def test_people(client: Client, story: Story) -> None:
    url = f"{P}people/export.csv"
    story.supplier_member.memberships.update(ended_at=timezone.now())
    for who in (story.reader, story.supplier_lead):
        rows = {row["Who"]: row for row in taken(client, who, url)}
        assert len(rows) == 8
        assert rows["Maja Ek"]["Has left"] == "yes"
        assert (rows["Karin Lind"]["Role"], rows["Karin Lind"]["Side"]) == ("Partnership lead", "Customer")
    assert column(client, story.lead, f"{url}?side=supplier&level=strategic", "Who") == ["Per Olsen"]
    assert column(client, story.lead, f"{url}?q=karin", "Who") == ["Karin Lind"]
    assert_strangers_get_nothing(client, story, url)


def test_files(client: Client, story: Story) -> None:
    url = f"{P}files/export.csv"
    risk = new_risk(story)
    for name, space in (("joint.txt", "joint"), ("ours.csv", "customer")):
        file = SimpleUploadedFile(name, b"one,two\n")
        actor = story.actor("lead")
        add_attachment(actor=actor, kind="risk", number=risk.number, file=file, space=space, note="Read it")
    ours, joint = taken(client, story.reader, url)
    assert (ours["File"], joint["File"], joint["Size in bytes"]) == ("ours.csv", "joint.txt", "8")
    assert joint["About"] == f"Risk: {risk}"
    assert column(client, story.supplier_reader, url, "File") == ["joint.txt"]
    assert column(client, story.lead, f"{url}?q=ours", "File") == ["ours.csv"]
    assert_strangers_get_nothing(client, story, url)


def test_health_checks_once_they_have_closed(client: Client, story: Story) -> None:
    url = f"{P}health-checks/export.csv"
    closed = open_round(actor=story.actor("lead"))
    assert taken(client, story.lead, url) == []
    close_round(closed.pk, timezone.now())
    for who in (story.reader, story.supplier_reader, story.officer):
        (row,) = taken(client, who, url)
        assert (row["Health check"], row["Customer answered"]) == (closed.title, "0")
    assert_strangers_get_nothing(client, story, url)


def test_boards(client: Client, story: Story) -> None:
    url = f"{P}boards/export.csv"
    board = new_board(story)
    for who in (story.reader, story.supplier_reader):
        (row,) = taken(client, who, url)
        assert (row["Board"], row["Chair"]) == ("Service board", "Karin Lind")
        assert row["Members"] == "Karin Lind, Jonas Berg"
        assert row["When it meets"].startswith("Every second month, on Tuesday")
    close_board(actor=story.actor("lead"), board=board, note="Done.")
    assert taken(client, story.lead, url) == []
    assert column(client, story.lead, f"{url}?state=closed", "Board") == ["Service board"]
    assert_strangers_get_nothing(client, story, url)


def test_what_is_signed(client: Client, story: Story, papers: Papers) -> None:
    url = f"{P}sign-offs/export.csv"
    signed_by_both(story, papers, reservation="Not in July.")
    papers.submit(story, key="2", title="How we pay")
    for who in (story.reader, story.supplier_reader):
        waiting, signed = taken(client, who, url)
        assert (waiting["What"], waiting["Signed for the customer by"]) == ("How we pay", "")
        assert (signed["Number"], signed["State"]) == ("S-1", "Signed by both")
        assert (signed["Signed for the customer by"], signed["Signed for the supplier by"]) == (
            "Anna Hedlund", "Per Olsen",
        )  # fmt: skip
        assert signed["Reservation of the customer"] == "Not in July."
    assert column(client, story.lead, f"{url}?state=waiting", "Number") == ["S-2"]
    assert_strangers_get_nothing(client, story, url)


def test_who_is_named_to_sign(client: Client, story: Story) -> None:
    url = f"{P}signers/export.csv"
    given: dict[str, Any] = {"actor": story.actor("sro"), "wording": "May sign minutes.", "since": today()}
    name_signer(person=story.lead, **given)
    end_mandate(actor=story.actor("sro"), mandate=name_signer(person=story.member, **given))
    for who in (story.reader, story.supplier_reader):
        over, current = taken(client, who, url)
        assert (current["Who"], current["State"]) == ("Karin Lind", "may sign")
        assert (over["Who"], over["State"], over["Ended by"]) == ("Eva Ström", "over", "Anna Hedlund")
    assert_strangers_get_nothing(client, story, url)


def test_imports_of_risks_stay_with_the_side_that_made_them(client: Client, story: Story) -> None:
    url = f"{P}risks/import/export.csv"
    RiskImport.objects.create(
        partnership=story.partnership, person=story.lead, side="customer", state="preview",
        files=[{"name": "risks.xlsx"}],
    )  # fmt: skip
    assert column(client, story.member, url, "File") == ["risks.xlsx"]
    assert taken(client, story.supplier_lead, url) == []
    client.force_login(story.reader)
    assert client.get(url).status_code == 403
    assert_strangers_get_nothing(client, story, url)


def assert_strangers_get_nothing(client: Client, story: Story, url: str) -> None:
    client.force_login(story.stranger)
    assert client.get(url).status_code == 404


def test_gains(client: Client, story: Story) -> None:
    url = f"{P}risks/gains/export.csv"
    for who, text, size in (("lead", "Calm", 2), ("supplier_lead", "Steady income", 3), ("lead", "Time", 5)):
        add_expected_gain(actor=story.actor(who), text=text, size=size)
    for reader in (story.reader, story.supplier_reader):
        rows = taken(client, reader, url)
        assert [(row["Side"], row["Gain"]) for row in rows] == [
            ("Customer", "Time"), ("Customer", "Calm"), ("Supplier", "Steady income"),
        ]  # fmt: skip
    assert_strangers_get_nothing(client, story, url)


def test_changes_of_what_binds_both(client: Client, story: Story) -> None:
    url = f"{P}changes/export.csv"
    version = story.partnership.version
    edit_partnership(actor=story.actor("lead"), version=version, category="frontier", reason="It grew")
    change = story.partnership.change_proposals.get()
    assert column(client, story.supplier_lead, url, "State") == ["Waiting for an answer"]
    accept_change(actor=story.actor("supplier_lead"), proposal=change, note="So it did")
    (row,) = taken(client, story.reader, url)
    assert (row["Why"], row["Proposed by"], row["Answered by"], row["Answer"]) == (
        "It grew", "Karin Lind", "Jonas Berg", "So it did",
    )  # fmt: skip
    assert row["From and to"].startswith("Category: ")
    assert_strangers_get_nothing(client, story, url)
