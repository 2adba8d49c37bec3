"""Database, cache, sessions, files and static files."""

from pathlib import Path
from typing import Any

from partnering.settings.place import BASE_DIR, DEBUG, VAR_DIR, env

# Databases: SQLite (WAL) needs no server; PostgreSQL is for many users.
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'partnering.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000; "
        # what REPLACE deletes counts as deleted, for the triggers of what is final
        "PRAGMA recursive_triggers=ON;",
    }
    # tests too run on a file: several threads on a database in memory lock each other out at once
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # compiling a query costs more than any of these pages' queries take: half a second, measured
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Cache and sessions
REDIS_URL = env("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "partnering.redis_cache.ForgivingRedisCache",
            "LOCATION": REDIS_URL,
            # a page does not wait long for a cache
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
    }
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
else:
    # each web process has its own: only who writes in the charter just now is in it
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    SESSION_ENGINE = "django.contrib.sessions.backends.db"

# Files: a folder, or an S3-compatible store
MEDIA_ROOT = VAR_DIR / "files"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "common.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
if env("S3_BUCKET", default=""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env("S3_BUCKET"),
            "endpoint_url": env("S3_ENDPOINT_URL", default=None),
            "region_name": env("S3_REGION", default=None),
            "location": env("S3_FOLDER", default=""),
            # many stores of one's own have one name for all buckets: http://host/bucket/file
            "addressing_style": env("S3_ADDRESSING_STYLE", default="auto"),
            # what is larger travels over a file instead of memory
            "max_memory_size": 2 * 1024 * 1024,
            "default_acl": None,
            "file_overwrite": False,
        },
    }
UPLOAD_LIMIT_BYTES = env.int("UPLOAD_LIMIT_MB", default=50) * 1024 * 1024
FILES_PER_ORGANISATION_BYTES = int(env.float("FILES_PER_ORGANISATION_GB", default=5.0) * 1024**3)
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # what is larger is written to a file as it comes in

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
_npm = BASE_DIR / "node_modules"
STATICFILES_DIRS: list[Any] = [
    BASE_DIR / "static",
    ("bootstrap", _npm / "bootstrap/dist"),
    ("bootstrap-icons", _npm / "bootstrap-icons/font"),
    ("plex", _npm / "@ibm/plex-sans/fonts/complete/woff2"),
]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
