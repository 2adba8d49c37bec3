from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.answering.models import Answer
from assessments.answering.questionnaire import choices
from assessments.instruments.definitions import Question


class AnswerForm(forms.Form):
    """The answer to one question. Nothing is required: who does not know yet goes on and comes back."""

    value = forms.ChoiceField(
        label=_("Your answer"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the answers.")},
    )
    comment = forms.CharField(
        label=_("What makes you say so?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )

    def __init__(self, *args: Any, question: Question, answer: Answer | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"value": answer.value, "comment": answer.comment} if answer else {}
        cast(forms.ChoiceField, self.fields["value"]).choices = choices(question)

    def clean_comment(self) -> str:
        # browsers send line ends as two characters; the limit counts what was typed
        comment: str = self.cleaned_data["comment"]
        return comment.replace("\r\n", "\n")

    @property
    def is_empty(self) -> bool:
        return not self.cleaned_data["value"] and not self.cleaned_data["comment"]
