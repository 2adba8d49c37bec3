from agreements.forms.agreement import AgreementForm
from agreements.forms.importing import ImportForm
from agreements.forms.starting import StartForm

__all__ = ["AgreementForm", "ImportForm", "StartForm"]
