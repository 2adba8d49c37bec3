"""No key, password or private link lies in the repository."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SECRETS = {
    "a private key": r"-----BEGIN (RSA |EC |OPENSSH |DSA |ENCRYPTED )?PRIVATE KEY-----",
    "a Django key": r"django-insecure-[\w!@#$%^&*()+=-]{10,}",
    "a cloud key": r"\b(AKIA|ASIA)[0-9A-Z]{16}\b",
    "a token": r"\b(ghp|gho|ghs|glpat|xox[abp]|sk_live|pypi)[-_][A-Za-z0-9_-]{16,}",
    "a key that is set": (
        r"(?m)^\s*(export )?[A-Z_]*(SECRET_KEY|SIGNING_KEY|ACCESS_KEY|PASSWORD|API_KEY)"
        r"[ ]*=[ ]*[\"']?[A-Za-z0-9+/_-]{32,}"
    ),
    "a password in an address": r"\b(postgres|postgresql|redis|rediss|smtp|smtps)://[^\s:/@\"'{$<]*:[^\s@/\"'{$<]+@",
}
#: Files that may be in a working copy, never in the repository.
NEVER = re.compile(r"(^|/)(\.env(\..*)?|(secret|signing)_key|id_rsa.*|.*\.(pem|p12|pfx|key|sqlite3))$")
#: The address of a server that a test makes up; nobody can enter anything with it.
INVENTED = re.compile(r"@(127\.0\.0\.1|localhost|[\w.-]*\.example|db|smtp\.example\.org)(?![\w.-])")


def found_in(text: str) -> list[str]:
    found = []
    for name, pattern in SECRETS.items():
        for match in re.finditer(pattern, text):
            after = text[match.start() : match.end() + 60]
            if not INVENTED.search(after):
                found.append(f"{name}: {match.group()[:40]}")
    return found


def committed() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in done.stdout.split("\0") if name]


def test_no_secret_is_in_the_repository() -> None:
    assert [str(path) for path in committed() if NEVER.search(str(path))] == []
    told = []
    for path in committed():
        if path == Path(__file__) or not path.is_file():
            continue
        told += [
            f"{path.relative_to(ROOT)}: {secret}" for secret in found_in(path.read_text(errors="replace"))
        ]
    assert told == []


def test_one_would_be_found() -> None:
    assert found_in("-----BEGIN PRIVATE KEY-----\nMIIE") != []
    assert found_in("SECRET_KEY=" + "a1b2c3d4" * 5) != []
    assert found_in("DATABASE_URL=postgres://app:hunter2@db.internal/app") != []
    assert found_in("DATABASE_URL=postgres://partnering:${POSTGRES_PASSWORD}@db/partnering") == []
