"""What the settings find in the environment during tests.

A plugin (see ``pytest.ini``), because pytest-django reads the settings before any conftest."""

import atexit
import os
from shutil import rmtree
from tempfile import mkdtemp

# A test asks for nothing to be set, and no two processes share a folder or a Redis database.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if WORKER:
    os.environ["VAR_DIR"] += f"/{WORKER}"
elif "VAR_DIR" not in os.environ:
    os.environ["VAR_DIR"] = mkdtemp(prefix="partnering-test-")
    atexit.register(rmtree, os.environ["VAR_DIR"], ignore_errors=True)
os.environ.setdefault("DEBUG", "1")  # static files straight from their folders: nothing has to be collected
os.environ.setdefault("CELERY_BROKER_URL", "memory://")
if WORKER and os.environ.get("REDIS_URL"):
    redis, _, number = os.environ["REDIS_URL"].rpartition("/")
    os.environ["REDIS_URL"] = f"{redis}/{int(number) + int(WORKER.removeprefix('gw'))}"
