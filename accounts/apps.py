from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import accounts.sign_in.sessions  # noqa: F401, hears of signing in
        from accounts.sign_in.words import use_our_words

        use_our_words()
