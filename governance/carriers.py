"""What of this app carries files, and who may add them: whoever may change the thing."""

from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from partnerships.access import Actor
from partnerships.files.carriers import carries_files

Thing = TypeVar("Thing", bound=Model)


def seen(model: type[Thing], actor: Actor, **key: int) -> Thing | None:
    """The one with this key, where the actor sees it."""
    thing: Thing | None = model._default_manager.all().visible_to(actor).filter(**key).first()  # type: ignore[attr-defined]
    return thing


def let_things_carry_files() -> None:
    from governance.models import Action, HorizonItem, Idea, Lesson, Risk

    def numbered(kind: str, model: type[Model], label: Any, permission: str, **more: Any) -> None:
        carries_files(
            kind,
            label=label,
            find=lambda actor, number: seen(model, actor, number=number),
            permission=permission,
            **more,
        )

    numbered("action", Action, _("Action"), "change_action")
    numbered("risk", Risk, _("Risk"), "change_risk")
    numbered("idea", Idea, _("Idea"), "change_idea")
    own_lesson = {"may_change": lambda actor, lesson: lesson.side == actor.side}
    numbered("lesson", Lesson, _("Lesson"), "change_lesson", **own_lesson)
    carries_files(
        "horizon",
        label=_("On the horizon"),
        find=lambda actor, pk: seen(HorizonItem, actor, pk=pk),
        permission="change_horizon",
        page="horizon_item",
        number_of=lambda item: int(item.pk),
    )
