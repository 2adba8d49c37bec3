"""Reading OCDS 1.0 and 1.1: from bytes to what a release says about agreements. Knows no database."""

from agreements.importing.ocds.files import LIMIT_BYTES, Unreadable, read_bytes, read_path
from agreements.importing.ocds.parties import ReleasedOrganisation
from agreements.importing.ocds.release import Reading, ReleasedAgreement, read_release

__all__ = [
    "LIMIT_BYTES",
    "Reading",
    "ReleasedAgreement",
    "ReleasedOrganisation",
    "Unreadable",
    "read_bytes",
    "read_path",
    "read_release",
]
