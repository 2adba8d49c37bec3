from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = _("Governance")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from governance.actions import handing_over
        from governance.models import Idea, Lesson
        from governance.openness import Answer
        from partnerships.timeline import name_values

        name_values("area", Idea.Area.choices)
        name_values("stage", Idea.Stage.choices)
        name_values("category", Lesson.Category.choices)
        name_values("openness", Answer.choices)
        handing_over.register()
