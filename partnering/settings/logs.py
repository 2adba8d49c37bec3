"""One JSON object a line, each with the request it belongs to."""

from partnering.settings.place import env

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "partnering.logs.RequestIdFilter"}},
    "formatters": {"json": {"()": "partnering.logs.JsonFormatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request_id"]}
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        # without the handler of its own that writes each line once more, as it is, while DEBUG is on
        "django": {"handlers": []},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "fontTools": {"level": "ERROR"},
        "kombu.connection": {"level": "ERROR"},  # warns of a folder that it has no host name
        "weasyprint": {"level": "ERROR"},
    },
}
