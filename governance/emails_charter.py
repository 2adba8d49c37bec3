"""The mails about the charter: its papers, and its review."""

from dataclasses import replace

from governance.charter_papers import paper_name, title_of
from governance.letters import letter
from governance.models import CharterPaper
from outbox.actions import Letter


def paper_ready(paper: CharterPaper) -> Letter:
    """To whoever asked for it, with the paper attached."""
    attached = (paper_name(paper), "application/pdf", str(paper.file.name))
    made = letter(
        f"charter/paper/{paper.pk}",
        "charter_paper",
        paper.partnership,
        paper.asked_side,
        paper.asked_by,
        paper.get_absolute_url(),
        {"paper": paper, "paper_title": title_of(paper)},
    )
    return replace(made, attachments=[attached])
