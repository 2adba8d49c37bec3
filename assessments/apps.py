from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Assessments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from assessments.instruments.checks import check_instruments

        register(check_instruments)
