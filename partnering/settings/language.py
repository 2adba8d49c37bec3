"""Languages and time: times are kept in UTC, shown in the reader's own zone."""

from django.utils.translation import gettext_lazy as _

from partnering.settings.place import BASE_DIR

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["partnering.formats"]
