from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import VersionField
from common.filter_form import FilterForm
from governance.action_items.forms import space_choices
from governance.lessons.models import Lesson
from partnerships.access.actors import Actor
from partnerships.sides import Side, Space


class EditLessonForm(forms.ModelForm[Lesson]):
    version = VersionField()

    class Meta:
        model = Lesson
        fields = ("title", "category", "happened", "learned", "for_whom", "words")
        widgets = {
            "happened": forms.Textarea(attrs={"rows": 4}),
            "learned": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "title": _("As you would say it to a colleague who does the same next year."),
            "happened": _("Stays in this partnership, whoever else reads the lesson."),
            "learned": _("What one does differently, from now on."),
            "for_whom": _("Those who begin a partnership, those who order, …"),
            "words": _("What somebody would search for."),
        }

    def _post_clean(self) -> None:
        """The service changes the record as it is then, and checks it; this one may be older."""


class NewLessonForm(EditLessonForm):
    space = forms.ChoiceField(label=_("Who sees it in this partnership?"), widget=forms.RadioSelect)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"space": Space.JOINT})
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        self.fields["space"].choices = space_choices(actor)  # type: ignore[attr-defined]


class LessonFilter(FilterForm):
    """What to look for; anything that makes no sense is left out."""

    category = forms.ChoiceField(
        label=_("About"), required=False, choices=[("", _("Everything")), *Lesson.Category.choices]
    )
    side = forms.ChoiceField(label=_("From"), required=False, choices=[("", _("Either side")), *Side.choices])
    q = forms.CharField(label=_("Words"), required=False, max_length=100)


class SharedLessonFilter(LessonFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = [  # type: ignore[attr-defined]
            ("", _("Wherever we stood")),
            (Side.CUSTOMER, _("Where we are the customer")),
            (Side.SUPPLIER, _("Where we are the supplier")),
        ]
