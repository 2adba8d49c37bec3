from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.alphabet import by_alphabet
from common.filter_form import FilterForm
from partnerships.access.actors import Actor
from partnerships.files.kinds import ACCEPT, Group
from partnerships.files.targets import TARGETS
from partnerships.sides import Space


class AttachForm(forms.Form):
    """A file, what it is, and who sees it. On something that one side keeps to itself, nobody is asked."""

    file = forms.FileField(
        label=_("File"),
        # whether it is empty, and what it is called, is the action's to say
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={
            "required": _("Choose a file first."),
            "invalid": _("Choose a file first."),
        },
    )
    note = forms.CharField(label=_("What is it?"), max_length=200, required=False)
    space = forms.ChoiceField(label=_("Who sees it?"))

    def __init__(self, actor: Actor, space: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        joint = (Space.JOINT.value, _("Both sides"))
        own = (actor.side.value, _("Our side only"))
        choices = [joint, own] if not actor.is_outsider else [joint]
        if space != Space.JOINT or len(choices) == 1:
            del self.fields["space"]
        else:
            self.fields["space"].choices = choices  # type: ignore[attr-defined]


class FilesFilter(FilterForm):
    q = forms.CharField(label=_("Words in the name"), required=False, max_length=100)
    group = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("Any")), *Group.choices])
    about = forms.ChoiceField(label=_("About"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted(
            ((c.kind, str(c.label)) for c in TARGETS.values()), key=lambda pair: by_alphabet(pair[1])
        )
        self.fields["about"].choices = [("", _("Anything")), *kinds]  # type: ignore[attr-defined]
