from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Assessments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from assessments.instruments.checks import check_instruments
        from assessments.reports.documents import REPORT
        from assessments.results.agenda import FINDINGS
        from governance.agendas.selectors import proposes
        from partnerships.documents.kinds import register as register_documents

        register(check_instruments)
        register_documents(REPORT)
        proposes(FINDINGS)
