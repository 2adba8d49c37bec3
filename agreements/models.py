from agreements.importing.models import ImportRun, ReleasedProcess
from agreements.register.models import Agreement, AgreementParty

__all__ = ["Agreement", "AgreementParty", "ImportRun", "ReleasedProcess"]
