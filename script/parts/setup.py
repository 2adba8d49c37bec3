"""What a checkout needs to run: virtual environment, dependencies, front-end libraries, system libraries.

Runs under any Python 3.11+, with the standard library only. uv looks by itself whether a package is missing,
so a second run does nothing.
"""

import ctypes
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PARTS = ROOT / "script/parts"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"
UV = VENV / "bin/uv"
PANGO = ["libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0", "libfontconfig.so.1"]
PANGO_PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "libfontconfig1"]
CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome"]
#: A stuck package server must not hang a build.
LIMIT_SECONDS = 900


class CannotSetUp(Exception):
    """Told to the reader as it is, without a traceback."""


def say(line: str) -> None:
    print(f"· {line}", flush=True)


def run(*command: str | Path, env: dict[str, str] | None = None, limit: int | None = LIMIT_SECONDS) -> str:
    """What it wrote. Nothing is shown unless it fails."""
    shown = " ".join(str(part) for part in command)
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=limit,
        )
    except subprocess.TimeoutExpired:
        raise CannotSetUp(f"This took longer than {limit} s: {shown}") from None
    if done.returncode:
        raise CannotSetUp(f"{done.stdout}{done.stderr}\nThis did not work: {shown}")
    return done.stdout


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Two set-ups of one checkout wait for each other."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another set-up of this checkout")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def make_environment() -> None:
    if PYTHON.exists() and UV.exists():
        return
    say("making a virtual environment in .venv")
    make = [sys.executable, "-m", "venv", "--clear", VENV]  # what is left of a broken one goes
    try:
        run(*make)
    except CannotSetUp as error:
        packages = [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]
        if not install_system_packages(packages):
            raise CannotSetUp(f"{error}\nPerhaps this helps: {how_to_install(packages)}") from None
        run(*make)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", PARTS / "uv.txt")


def install_packages(*, dev: bool) -> None:
    files = [ROOT / "requirements.txt"]
    if dev:
        files.append(ROOT / "requirements-dev.txt")
    if not shutil.which("npm"):
        files.append(PARTS / "npm.txt")
    wanted = [part for file in files for part in ("-r", file)]
    options = ["--quiet", "--require-hashes", "--compile-bytecode", "--python", PYTHON]
    run(UV, "pip", "install", *options, *wanted)


def install_front_end() -> None:
    """Bootstrap, icons, the font - and axe for the tests - as package-lock.json has them."""
    lock, installed = ROOT / "package-lock.json", ROOT / "node_modules/.installed"
    if installed.exists() and installed.read_bytes() == lock.read_bytes():
        return
    npm = Path(shutil.which("npm") or VENV / "bin/npm")
    path = f"{npm.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    # none of the libraries needs its install script; one would send telemetry
    run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", env={"PATH": path})
    shutil.copyfile(lock, installed)


def compile_messages() -> None:
    """The catalogues of locale/ as the product reads them. Babel does it without GNU gettext."""
    run(VENV / "bin/pybabel", "--quiet", "compile", "--directory", ROOT / "locale", "--domain", "django")


def set_up(*, dev: bool = False) -> None:
    with alone(ROOT):
        make_environment()
        say("installing what is missing")
        install_packages(dev=dev)
        install_front_end()
        compile_messages()


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_pango() -> bool:
    if sys.platform.startswith("linux"):
        return all(has_library(name) for name in PANGO)
    return subprocess.run([PYTHON, "-c", "import weasyprint"], capture_output=True).returncode == 0


def find_chromium() -> str | None:
    return next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)


def provide_pango() -> bool:
    """Without it all works but the reports."""
    return has_pango() or provide(PANGO_PACKAGES, "Pango, which draws the PDF reports")


def provide_chromium() -> bool:
    return bool(find_chromium()) or provide(["chromium"], "Chromium, for the browser tests")


def provide_gettext() -> bool:
    """Only script/messages needs it, and the test that compares the catalogues with the code."""
    return bool(shutil.which("xgettext")) or provide(
        ["gettext"], "GNU gettext, which finds what is to be translated"
    )


def provide(packages: list[str], what: str) -> bool:
    say(f"installing {what}")
    if install_system_packages(packages):
        return True
    say(f"this is missing: {what}. Type: {how_to_install(packages)}")
    return False


def how_to_install(packages: list[str]) -> str:
    if sys.platform == "darwin":
        brew = {"gettext": "gettext", "chromium": "--cask chromium"}
        return f"brew install {brew.get(packages[0], 'pango')}"
    return f"sudo apt-get install -y {' '.join(packages)}"


def install_system_packages(packages: list[str]) -> bool:
    """Whether they could be installed: only root may, and only apt-get is known."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    try:
        run("apt-get", "update", env=quiet)
        run(*install, env=quiet)
    except CannotSetUp as error:
        print(error, file=sys.stderr)
        return False
    return True


def main() -> int:
    dev = "--dev" in sys.argv[1:]
    try:
        set_up(dev=dev)
    except CannotSetUp as error:
        print(error, file=sys.stderr)
        return 1
    provided = [provide_pango()]
    if dev:
        provided += [provide_chromium(), provide_gettext()]
    say("everything is in place" if all(provided) else "everything else is in place")
    return 0


if __name__ == "__main__":
    sys.exit(main())
