"""Languages and time: times are kept in UTC, shown in the reader's own zone."""

from partnering.settings.place import BASE_DIR

LANGUAGE_CODE = "en"
#: Each by its own name, so that whoever reads no other finds it.
LANGUAGES = [("sv", "Svenska"), ("nb", "Norsk bokmål"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["partnering.formats"]
