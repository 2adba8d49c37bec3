from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = _("Governance")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from governance import agenda_charter, agenda_concerns, agenda_left, agenda_sources
        from governance.actions import charter_signing, handing_over, sealing
        from governance.agenda import proposes
        from governance.carriers import let_things_carry_files
        from governance.changes import watch
        from governance.charter_versions import KIND
        from governance.models import CharterReview, Idea, Interval, Lesson, Month, Week, Weekday
        from governance.openness import Answer
        from partnerships.signing import Binding, bind
        from partnerships.timeline import name_values

        watch()
        for source in (
            *agenda_left.SOURCES,
            *agenda_concerns.SOURCES,
            *agenda_sources.SOURCES,
            *agenda_charter.SOURCES,
        ):
            proposes(source)
        bind(
            sealing.KIND,
            Binding(
                label=_("Minutes"),
                text_of=sealing.present_text,
                url_of=sealing.page_of_minutes,
                when_signed=sealing.seal_minutes,
                when_withdrawn=sealing.reopen_minutes,
                mails_itself=sealing.get_the_minutes,
            ),
        )
        let_things_carry_files()
        name_values("area", Idea.Area.choices)
        for fact, choices in (
            ("interval", Interval.choices),
            ("first_interval", Interval.choices),
            ("weekday", Weekday.choices),
            ("week", Week.choices),
            ("annual_month", Month.choices),
        ):
            name_values(fact, [(str(value), label) for value, label in choices])
        name_values("stage", Idea.Stage.choices)
        name_values("category", Lesson.Category.choices)
        name_values("openness", Answer.choices)
        name_values("came_of_it", CharterReview.Outcome.choices)
        handing_over.register()
        bind(
            KIND,
            Binding(
                label=_("Charter"),
                text_of=charter_signing.text_of,
                url_of=charter_signing.url_of,
                when_signed=charter_signing.when_signed,
                when_withdrawn=charter_signing.when_withdrawn,
            ),
        )
