"""Fields of models that hold what people type. Every door leads through them, a form as well as an import.

In a migration they are Django's own: what they add is no matter of the database."""

from typing import TYPE_CHECKING, Any

from django.db import models

from common.text import composed, validate_name, validate_text

if TYPE_CHECKING:
    Base = models.Field[Any, str]
    Chars = models.CharField[Any, str]
    Text = models.TextField[Any, str]
else:  # not subscriptable when it runs
    Base, Chars, Text = object, models.CharField, models.TextField


class Composed(Base):
    """Letters are kept composed, however the row is saved."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return composed(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return composed(value) if isinstance(value, str) else value

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        kind = "TextField" if isinstance(self, models.TextField) else "CharField"
        return name, f"django.db.models.{kind}", args, kwargs


class NameField(Composed, Chars):
    """A name or a title: one line, with something to see in it."""

    default_validators = [validate_name]


class WordsField(Composed, Chars):
    """Some sentences of limited length."""

    default_validators = [validate_text]


class LongTextField(Composed, Text):
    """As much as one likes to write."""

    default_validators = [validate_text]
