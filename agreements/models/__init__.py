from agreements.models.agreement import Agreement, AgreementParty
from agreements.models.import_run import ImportRun

__all__ = ["Agreement", "AgreementParty", "ImportRun"]
