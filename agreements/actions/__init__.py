from agreements.actions.agreement import add_agreement, edit_agreement
from agreements.actions.import_run import (
    discard_import,
    resume_imports,
    start_import,
    store_import,
    work_on_import,
)
from agreements.actions.importing import find_register, import_file, import_paths
from agreements.actions.starting import start_partnership

__all__ = [
    "add_agreement",
    "discard_import",
    "edit_agreement",
    "find_register",
    "import_file",
    "import_paths",
    "resume_imports",
    "start_import",
    "start_partnership",
    "store_import",
    "work_on_import",
]
