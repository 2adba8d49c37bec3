from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = _("Governance")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from governance import holdings
        from governance.agendas import charter_source, concerns_source, left_over, sources
        from governance.agendas.selectors import proposes
        from governance.attachment_targets import accept_attachments_of_governance
        from governance.boards.models import Interval, Month, Week, Weekday
        from governance.boards.watching import watch
        from governance.charter import documents as charter_documents
        from governance.charter import signing
        from governance.charter.review_models import CharterReview
        from governance.charter.versions import KIND
        from governance.ideas.models import Idea
        from governance.lessons.models import Lesson
        from governance.minutes import sealing
        from governance.minutes.documents import PRE_READ, SEALED_MINUTES
        from governance.openness.selectors import Answer
        from partnerships.documents.kinds import register as register_documents
        from partnerships.signing.kinds import Binding, bind
        from partnerships.timeline.words import name_values

        watch()
        register_documents(PRE_READ, SEALED_MINUTES, *charter_documents.KINDS.values())
        for source in (
            *left_over.SOURCES,
            *concerns_source.SOURCES,
            *sources.SOURCES,
            *charter_source.SOURCES,
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
        accept_attachments_of_governance()
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
        holdings.register()
        bind(
            KIND,
            Binding(
                label=_("Charter"),
                text_of=signing.text_of,
                url_of=signing.url_of,
                when_signed=signing.when_signed,
                when_withdrawn=signing.when_withdrawn,
            ),
        )
