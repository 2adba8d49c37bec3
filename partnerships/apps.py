from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = _("Partnerships")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.leaving import ask_before_leaving
        from partnerships import lookups  # noqa: F401 - registers "among"
        from partnerships.leaving import left_open_by

        ask_before_leaving(left_open_by)
