"""What of this app carries files, and who may add them: whoever may change the thing."""

from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from partnerships.access.actors import Actor
from partnerships.files.targets import accept_attachments

Thing = TypeVar("Thing", bound=Model)


def seen(model: type[Thing], actor: Actor, **key: int) -> Thing | None:
    """The one with this key, where the actor sees it."""
    thing: Thing | None = model._default_manager.all().visible_to(actor).filter(**key).first()  # type: ignore[attr-defined]
    return thing


def accept_attachments_of_governance() -> None:
    from governance.action_items.models import ActionItem
    from governance.boards.models import Board
    from governance.charter.models import CharterVersion
    from governance.concerns.models import Concern
    from governance.decisions.models import Decision
    from governance.horizon.models import HorizonItem
    from governance.ideas.models import Idea
    from governance.lessons.models import Lesson
    from governance.meetings.models import Meeting
    from governance.minutes.models import Minutes
    from governance.risks.models import Risk

    def numbered(kind: str, model: type[Model], label: Any, permission: str, **more: Any) -> None:
        accept_attachments(
            kind,
            label=label,
            find=lambda actor, number: seen(model, actor, number=number),
            permission=permission,
            **more,
        )

    numbered("action", ActionItem, _("Action"), "change_action")
    numbered("risk", Risk, _("Risk"), "change_risk")
    numbered("idea", Idea, _("Idea"), "change_idea")
    own_lesson = {"may_change": lambda actor, lesson: lesson.side == actor.side}
    numbered("lesson", Lesson, _("Lesson"), "change_lesson", **own_lesson)
    numbered("concern", Concern, _("Concern"), "change_concern")
    numbered("board", Board, _("Board"), "manage_boards")
    sealed = Minutes.State.SEALED
    # whoever may put something on the agenda brings the papers for it
    numbered(
        "meeting",
        Meeting,
        _("Meeting"),
        "change_agenda",
        is_sealed=lambda meeting: Minutes.objects.filter(meeting=meeting, state=sealed).exists(),
    )
    numbered(
        "decision",
        Decision,
        _("Decision"),
        "write_minutes",
        may_change=lambda _actor, decision: not decision.is_sealed,
        is_sealed=lambda decision: decision.is_sealed,
    )
    numbered(
        "charter",
        CharterVersion,
        _("Charter"),
        "write_charter",
        may_change=lambda _actor, charter: charter.is_in_workshop,
        is_sealed=lambda charter: not charter.is_in_workshop,
        page="charter_version",
    )
    accept_attachments(
        "horizon",
        label=_("On the horizon"),
        find=lambda actor, pk: seen(HorizonItem, actor, pk=pk),
        permission="change_horizon",
        page="horizon_item",
        number_of=lambda item: int(item.pk),
    )
