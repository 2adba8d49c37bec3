from agreements.importing.models import ImportRun
from agreements.register.models import Agreement, AgreementParty

__all__ = ["Agreement", "AgreementParty", "ImportRun"]
