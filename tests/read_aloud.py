"""Whether somebody who listens to a document gets all of it: PDF/UA-1, and what no validator asks for."""

import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from pypdf import PdfReader

#: A table of two sides has more heads than figures: nothing is wrong with that.
NOT_ASKED = {"TBL-010"}


def reads_aloud(pdf: bytes | PdfReader) -> None:
    """Fails with what is wrong, and where."""
    import outloud  # brings a renderer of its own, which only this needs

    if isinstance(pdf, PdfReader):
        stream: BinaryIO | io.BytesIO = pdf.stream  # type: ignore[assignment]
        stream.seek(0)
        pdf = stream.read()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "document.pdf"
        file.write_bytes(pdf)
        result = outloud.check(str(file), skip=NOT_ASKED)
    assert result.error is None
    assert result.runs, "nothing was looked at"
    wrong = [each for each in result.sorted_findings() if each.severity == "error"]
    assert not wrong, "\n".join(f"p.{each.page} {each.rule}: {each.message}" for each in wrong)
