from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = _("Partnerships")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.organisations.leaving import ask_before_leaving
        from common import lookups  # noqa: F401 - registers "among"
        from partnerships.documents.kinds import register
        from partnerships.people.leaving import left_open_by
        from partnerships.signing.documents import SIGNED_TEXT

        ask_before_leaving(left_open_by)
        register(SIGNED_TEXT)
        _let_sign_offs_carry_files()


def _let_sign_offs_carry_files() -> None:
    """What goes with a text that waits for signatures, from those who may put one up; then it stays."""
    from partnerships.files.targets import accept_attachments
    from partnerships.signing.models import SignOff

    accept_attachments(
        "sign-off",
        label=_("For signature"),
        find=lambda actor, number: SignOff.objects.visible_to(actor).filter(number=number).first(),
        permission="submit_for_signature",
        may_change=lambda _actor, sign_off: sign_off.is_waiting,
        is_sealed=lambda sign_off: not sign_off.is_waiting,
        page="sign_off",
    )
