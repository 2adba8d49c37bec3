from django.apps import AppConfig
from django.core.checks import Tags, register


class CommonConfig(AppConfig):
    name = "common"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django import forms

        from common.alphabet import know_languages
        from common.offers import check_pages, import_offers
        from common.sqlite_words import use_all_letters
        from common.text import validate_text

        use_all_letters()
        know_languages()
        # what is typed anywhere, also where no model looks at it; read when a form's class is made
        forms.CharField.default_validators = [validate_text]
        register(check_pages, Tags.urls)
        import_offers()
