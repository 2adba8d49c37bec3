"""The report about a closed health check is a document."""

from assessments.reports.documents import REPORT
from partnerships.documents.kinds import offer_documents

offer_documents(REPORT)
