from django import forms
from django.utils.translation import gettext_lazy as _


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("What do you want to say?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
