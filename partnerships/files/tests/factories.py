"""Small files of every kind, as the programs that they come from would write them."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 60 + b"PE\x00\x00"
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
MAIL = b"From: anna@fyrstads.example\r\nTo: per@nordlys.example\r\nSubject: Load\r\n\r\nIt held.\r\n"


def upload(name: str = "minutes.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def archive(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        for name, content in entries.items():
            written.writestr(name, content)
    return file.getvalue()


def docx(more: dict[str, bytes] | None = None) -> bytes:
    own = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}
    return archive({**own, **(more or {})})


def odt(mimetype: bytes = b"application/vnd.oasis.opendocument.text") -> bytes:
    return archive({"mimetype": mimetype, "content.xml": b"<content/>"})


def xlsx() -> bytes:
    file = io.BytesIO()
    Workbook().save(file)
    return file.getvalue()


def msg(content: bytes = b"") -> bytes:
    head = bytes.fromhex("D0CF11E0A1B11AE1") + b"\x00" * 504
    return head + content + "__properties_version1.0".encode("utf-16-le") + b"\x00" * 100
