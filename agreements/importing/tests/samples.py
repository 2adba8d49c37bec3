"""Small invented releases, each with what a test is about and nothing else."""

import json
from pathlib import Path
from typing import Any


def party(key: str, name: str, number: str = "", country: str = "NO", *roles: str) -> dict[str, Any]:
    return {
        "id": key,
        "name": name,
        "roles": list(roles),
        "address": {"country": country},
        # under a wrong register's name, as publishers do
        **({"additionalIdentifiers": [{"id": number, "scheme": "GB-COH"}]} if number else {}),
    }


def release(ocid: str = "ocds-x-1", **changes: Any) -> dict[str, Any]:
    """One contract of Elvedal kommune with Havsvik Renhold AS."""
    return {
        "ocid": ocid,
        "id": f"{ocid}-r1",
        "date": "2024-03-01T10:00:00Z",
        "tag": ["award", "contract"],
        "language": "no",
        "initiationType": "tender",
        "buyer": {"id": "B"},
        "parties": [
            party("B", "Elvedal kommune", "964 965 137", "NO", "buyer"),
            party("S", "Havsvik Renhold AS", "NO943184097MVA", "NO", "supplier"),
            party("C", "Elvedal tingrett", "", "NO", "reviewBody"),
        ],
        "tender": {
            "title": "Renhold",
            "lots": [{"id": "L1", "title": "Renhold av skoler"}],
            "items": [
                {"id": "1", "relatedLot": "L1", "classification": {"scheme": "CPV", "id": "90911200-8"}}
            ],
        },
        "awards": [
            {
                "id": "A1",
                "status": "active",
                "relatedLots": ["L1"],
                "suppliers": [{"id": "S"}],
                "value": {"amount": 1200000, "currency": "NOK"},
            }
        ],
        "contracts": [
            {
                "id": "K1",
                "awardID": "A1",
                "dateSigned": "2024-02-20T23:59:59+01:00",
                "title": "Renholdsavtale",
            }
        ],
        **changes,
    }


def package(*releases: dict[str, Any]) -> dict[str, Any]:
    return {"version": "1.1", "publishedDate": "2024-04-01T00:00:00Z", "releases": list(releases)}


def write(folder: Path, name: str, document: Any) -> Path:
    path = folder / name
    path.write_text(
        document if isinstance(document, str) else json.dumps(document, ensure_ascii=False), encoding="utf-8"
    )
    return path
