from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Assessments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from assessments.agenda import FINDINGS
        from assessments.checks import check_instruments
        from governance.agenda import proposes

        register(check_instruments)
        proposes(FINDINGS)
