from django.contrib.staticfiles.apps import StaticFilesConfig

#: What no page asks for of Bootstrap, its icons and the font. To compress it would take the longest.
UNUSED = [
    *("bootstrap-grid*", "bootstrap-reboot*", "bootstrap-utilities*", "bootstrap.rtl*"),
    *("bootstrap.css*", "bootstrap.js*", "bootstrap.esm*", "bootstrap.min.js*", "bootstrap.bundle.js*"),
    *("bootstrap-icons.css", "bootstrap-icons.scss", "bootstrap-icons.json"),
    "htmax*",  # htmx and more in one file; pages load htmx itself
    *("IBMPlexSans-Thin*", "IBMPlexSans-ExtraLight*", "IBMPlexSans-Light*", "IBMPlexSans-Text*"),
]


class UsedStaticFilesConfig(StaticFilesConfig):
    """collectstatic, without the files that our libraries bring and no page asks for."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, *UNUSED]
