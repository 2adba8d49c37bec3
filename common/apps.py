from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "common"

    def ready(self) -> None:
        from django import forms

        from common.sqlite_words import use_all_letters
        from common.text import validate_text

        use_all_letters()
        # what is typed anywhere, also where no model looks at it; read when a form's class is made
        forms.CharField.default_validators = [validate_text]
