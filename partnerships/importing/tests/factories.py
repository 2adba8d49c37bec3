"""Tables as people have them, and the way through the pages of an import."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from governance.action_items.importing.models import ActionImport
from governance.action_items.importing.services import work_on_action_import
from governance.risks.importing.models import RiskImport
from governance.risks.importing.services import work_on_risk_import
from partnerships.importing.models import TableImport
from partnerships.people.importing.models import PeopleImport
from partnerships.people.importing.services import work_on_people_import
from tests.story import Story

#: A municipality's own register: a title and a date above, its own headings, likelihood in words.
REGISTER = """Riskregister för skolsystemet;;;;;;;;;
Uppdaterad 2026-05-01, säkerhetsgruppen;;;;;;;;;

Nr;Titel;Händelse;Orsak;Konsekvens;Sannolikhet (1-5);Konsekvensgrad;Riskvärde;Åtgärd;Ansvarig
1;Driftstopp;Systemet är nere vid terminsstart;Alla loggar in samtidigt;Lektioner börjar sent;Hög;Allvarlig;16;Lasttest i juni;Karin Lind
2;Nyckelperson;Den enda som kan schemat slutar;Ingen ersättare;Scheman blir fel;Möjlig;Mycket allvarlig;15;Ingen;eva.strom@fyrstads.example
"""  # noqa: E501


@dataclass(frozen=True)
class Tables:
    """The imports of one register."""

    name: str
    model: type[TableImport]
    work: Callable[[int], bool]

    @property
    def url(self) -> str:
        return f"/p/school/{self.name}/import/"


RISKS = Tables("risks", RiskImport, work_on_risk_import)
ACTIONS = Tables("actions", ActionImport, work_on_action_import)
PEOPLE = Tables("people", PeopleImport, work_on_people_import)


@dataclass
class Importing:
    """Somebody who brings tables, each looked at by the worker at once."""

    client: Client
    story: Story
    tables: Tables

    def sign_in(self, who: str) -> None:
        self.client.force_login(self.story.people[who])

    def bring(self, content: str | bytes, name: str = "table.csv", who: str = "lead") -> Any:
        self.sign_in(who)
        file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
        answer = self.client.post(self.tables.url, {"file": file})
        assert answer.status_code == 302, answer.content.decode()
        return self.worked(self.tables.model._default_manager.latest("pk"))

    def worked(self, run: Any) -> Any:
        self.tables.work(run.pk)
        run.refresh_from_db()
        return run

    def page(self, url: str) -> str:
        answer = self.client.get(url, follow=True)
        assert answer.status_code == 200
        return html.unescape(answer.content.decode())

    def proposed(self, run: Any) -> dict[str, str]:
        """What the form would send if nobody touched it."""
        form = self.client.get(run.columns_url).context["form"]
        return {name: str(form[name].value() or "") for name in form.fields}

    def choose(self, run: Any, **changed: str) -> Any:
        answer = self.client.post(run.columns_url, {**self.proposed(run), **changed})
        assert answer.status_code == 302, answer.context["form"].errors
        return self.worked(run)

    def refused(self, run: Any, **changed: str) -> dict[str, list[str]]:
        answer = self.client.post(run.columns_url, {**self.proposed(run), **changed})
        assert answer.status_code == 200
        return dict(answer.context["form"].errors)

    def store(self, run: Any) -> Any:
        assert self.client.post(run.get_absolute_url(), {"decision": "store"}).status_code == 302
        return self.worked(run)


def counts(run: Any) -> tuple[int, int, int, int]:
    return tuple(run.outcome[what] for what in ("new", "changed", "unchanged", "wrong"))


def faults(run: Any) -> list[tuple[int, str, str]]:
    return [tuple(fault) for fault in run.outcome["faults"]]
