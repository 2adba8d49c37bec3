"""Reading a list that somebody took along."""

import csv
import io

from django.http import StreamingHttpResponse
from django.test import Client

from accounts.people.models import Person


def taken(client: Client, person: Person, url: str) -> list[dict[str, str]]:
    """The rows of the CSV, each by its headings."""
    client.force_login(person)
    answer = client.get(url)
    assert isinstance(answer, StreamingHttpResponse), answer.status_code
    text = answer.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))


def column(client: Client, person: Person, url: str, heading: str) -> list[str]:
    return [row[heading] for row in taken(client, person, url)]
