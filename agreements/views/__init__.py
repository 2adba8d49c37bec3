from agreements.views.agreement import AgreementList, AgreementPage, EditAgreement, NewAgreement
from agreements.views.importing import ImportRunPage, Imports
from agreements.views.starting import StartPartnership

__all__ = [
    "AgreementList",
    "AgreementPage",
    "EditAgreement",
    "ImportRunPage",
    "Imports",
    "NewAgreement",
    "StartPartnership",
]
