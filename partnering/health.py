"""Can this process do its work? Each question is answered within about two seconds."""

import logging
import os
import tempfile
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

log = logging.getLogger(__name__)
SECONDS = 2


def database_is_ready() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except Exception as error:  # what a database raises depends on the database
        log.warning("the database is not ready: %s", error)
        return False
    return True


def queue_is_ready() -> bool:
    try:
        _reach_queue(settings.CELERY_BROKER_URL)
    except Exception as error:  # what a broker raises depends on the broker
        log.warning("the queue is not ready: %s", error)
        return False
    return True


def _reach_queue(url: str) -> None:
    kind = urlsplit(url).scheme
    if kind in {"redis", "rediss"}:
        import redis  # not loaded where there is no Redis

        with redis.Redis.from_url(url, socket_connect_timeout=SECONDS, socket_timeout=SECONDS) as server:
            server.ping()
    elif kind == "filesystem":
        folder = settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"]
        # a full or read-only disk says so only when it is written to
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"ready")
            file.flush()
            os.fsync(file.fileno())
    elif kind != "memory":
        from kombu import Connection  # large, and a web process may never need it

        with Connection(url, connect_timeout=SECONDS) as broker:
            broker.ensure_connection(max_retries=1, timeout=SECONDS)
