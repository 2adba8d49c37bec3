"""What a checkout needs to run: virtual environment, dependencies, front-end libraries, system libraries.

Runs under any Python 3.11+, with the standard library only. What is in place already is told by a digest of
the file that asked for it, so that a second run does nothing.
"""

import ctypes
import fcntl
import hashlib
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
PANGO = {"libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0", "libfontconfig.so.1"}
PANGO_PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "libfontconfig1"]
CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome"]
#: One installation at a time; a stuck package server must not hang a build.
LIMIT_SECONDS = 600


class CannotSetUp(Exception):
    """Told to the reader as it is, without a traceback."""


def say(line: str) -> None:
    print(f"· {line}", flush=True)


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run quietly; on failure show what it said."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LIMIT_SECONDS,
            env={**os.environ, **(env or {})},
        )
    except subprocess.TimeoutExpired:
        raise CannotSetUp(f"{Path(command[0]).name} took longer than {LIMIT_SECONDS} s.") from None
    if done.returncode:
        shown = " ".join(str(part) for part in command)
        raise CannotSetUp(f"{done.stdout.strip()}\n\nThis did not work: {shown}")


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


def digest(*paths: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def is_current(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text() == wanted


def make_environment() -> None:
    if PYTHON.exists():
        return
    say("making a virtual environment in .venv")
    shutil.rmtree(VENV, ignore_errors=True)  # a broken one, of a Python that is gone
    if shutil.which("uv"):
        run("uv", "venv", "--quiet", "--python", sys.executable, VENV)
        return
    try:
        run(sys.executable, "-m", "venv", VENV)
    except CannotSetUp as error:
        shutil.rmtree(VENV, ignore_errors=True)
        packages = [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]
        if not install_system_packages(packages):
            raise CannotSetUp(f"{error}\nPerhaps this helps: {how_to_install(packages)}") from None
        run(sys.executable, "-m", "venv", VENV)


def uv() -> list[str | Path]:
    """The machine's own uv, or one brought into the environment."""
    if shutil.which("uv"):
        return ["uv"]
    own = VENV / "bin/uv"
    if not own.exists():
        run(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", PARTS / "uv.txt")
    return [own]


def install_packages(*files: Path) -> None:
    wanted = [option for path in files for option in ("-r", path)]
    command = [*uv(), "pip", "install", "--quiet", "--require-hashes", "--compile-bytecode"]
    run(*command, "--python", PYTHON, *wanted)


def install_dependencies(*, dev: bool) -> None:
    runtime, everything = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
    stamps = {VENV / "installed": digest(runtime)}
    if dev:
        stamps[VENV / "installed-dev"] = digest(runtime, everything)
    if all(is_current(stamp, wanted) for stamp, wanted in stamps.items()):
        return
    say("installing Python packages" + (", with those for tests" if dev else ""))
    install_packages(runtime, *([everything] if dev else []))
    for stamp, wanted in stamps.items():
        stamp.write_text(wanted)


def install_front_end() -> None:
    """Bootstrap, icons, the font - and axe for the tests - as package-lock.json has them."""
    stamp, wanted = ROOT / "node_modules/.installed", digest(ROOT / "package-lock.json")
    if is_current(stamp, wanted):
        return
    npm = shutil.which("npm") or str(VENV / "bin/npm")
    if not Path(npm).exists():
        say("fetching npm into .venv, for this machine has none")
        install_packages(PARTS / "npm.txt")
    say("fetching front-end libraries")
    path = f"{Path(npm).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    # none of the libraries needs its install script; one would send telemetry
    run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", env={"PATH": path})
    stamp.write_text(wanted)


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


def how_to_install(packages: list[str]) -> str:
    if sys.platform == "darwin":
        return "brew install pango" if packages == PANGO_PACKAGES else "brew install --cask chromium"
    return f"sudo apt-get install -y {' '.join(packages)}"


def install_system_packages(packages: list[str]) -> bool:
    """Whether they could be installed: only root may, and only apt-get is known."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    try:
        try:
            run(*install, env=quiet)
        except CannotSetUp:
            run("apt-get", "update", env=quiet)
            run(*install, env=quiet)
    except CannotSetUp as error:
        print(error, file=sys.stderr)
        return False
    return True


def provide_pango() -> bool:
    """WeasyPrint draws the reports with Pango. Without it all works but the reports."""
    if has_pango():
        return True
    say("installing Pango, which draws the PDF reports")
    if install_system_packages(PANGO_PACKAGES):
        return True
    say(f"Pango is missing, so no PDF report can be made. Type: {how_to_install(PANGO_PACKAGES)}")
    return False


def provide_chromium() -> bool:
    if find_chromium():
        return True
    say("installing Chromium for the browser tests")
    if install_system_packages(["chromium"]):
        return True
    say(f"Chromium is missing, so no browser test can run. Type: {how_to_install(['chromium'])}")
    return False


def set_up(*, dev: bool = False) -> None:
    with alone(ROOT):
        make_environment()
        install_dependencies(dev=dev)
        install_front_end()


def main() -> int:
    dev = "--dev" in sys.argv[1:]
    try:
        set_up(dev=dev)
    except CannotSetUp as error:
        print(error, file=sys.stderr)
        return 1
    provided = provide_pango()
    if dev:
        provided = provide_chromium() and provided
    say("everything is in place" if provided else "everything else is in place")
    return 0


if __name__ == "__main__":
    sys.exit(main())
