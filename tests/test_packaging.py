"""Installing: from the locks alone, from this folder, without a network, and never onto the public index."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dashboard import doctor

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-run.lock")
DUIBIAO = Path(sys.executable).with_name("duibiao")
NOT_SOURCE = shutil.ignore_patterns(".git", ".venv", "lake", "wheelhouse", "__pycache__", ".*_cache", ".hypothesis")


def locked(name: str) -> dict[str, tuple[str, int]]:
    """Package -> its version and how many hashes it has."""
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip())
    found = {}
    for entry in entries:
        if not entry.startswith("#"):
            package, version = re.match(r"([\w.-]+)==([\w.]+)", entry).groups()
            found[package] = version, len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", entry))
    return found


@pytest.mark.parametrize("name", ["dashboard", "duibiao", "etl", "queries"])
def test_is_imported_from_this_folder(name):
    """The names are common ones: were another package of that name installed, it would be seen here."""
    assert Path(find_spec(name).origin).is_relative_to(ROOT)


@pytest.mark.parametrize("name", LOCKS)
def test_lock_has_a_hash_for_everything(name):
    assert [package for package, (_, hashes) in locked(name).items() if not hashes] == []


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_address_and_no_path(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    allowed = re.compile(r"#.*|[\w.-]+==[\w.]+( ; sys_platform [=!]= '\w+')? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not allowed.fullmatch(line) or "/" in line] == []


def test_what_runs_is_what_was_tested():
    tested = locked("requirements.lock")
    assert {package: entry for package, entry in locked("requirements-run.lock").items() if tested.get(package) != entry} == {}


@pytest.mark.parametrize("lock, groups", [("requirements.lock", ("build", "test")), ("requirements-run.lock", ("build",))])
def test_lock_has_what_the_project_asks_for(lock, groups):
    asked = PROJECT["project"]["dependencies"] + [line for group in groups for line in PROJECT["dependency-groups"][group]]
    versions = {package: version for package, (version, _) in locked(lock).items()}
    for requirement in map(Requirement, asked):
        version = versions.get(canonicalize_name(requirement.name))
        assert version and version in requirement.specifier, f"{requirement}: the lock has {version}; run 'make lock'"


def test_cannot_be_uploaded_by_mistake():
    assert "Private :: Do Not Upload" in PROJECT["project"]["classifiers"]


def test_every_dependency_has_its_reason():
    reasons = (ROOT / "DECISIONS.md").read_text(encoding="utf-8").lower()
    names = [Requirement(line).name for line in PROJECT["project"]["dependencies"]]
    assert [name for name in names if f"**{name}**" not in reasons] == []


def test_help_is_quick():
    """Nothing heavy is imported before it is needed. CPU time of the best of five, since the machine may be busy."""
    spent = []
    for _ in range(5):
        before = os.times()
        subprocess.run([DUIBIAO, "--help"], check=True, capture_output=True)
        after = os.times()
        spent.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert min(spent) < 0.3


def test_doctor_finds_nothing_to_mend_here(tmp_path):
    checks = doctor.report(tmp_path / "lake-to-be")
    assert [check for check in checks if not check.ok] == []
    assert doctor.text(checks).endswith("No problem found.")


def test_doctor_names_what_is_missing_and_what_is_old(tmp_path):
    lock = tmp_path / "some.lock"
    lock.write_text("not-there==1.0 \\\npytest==999.0 \\\nelsewhere==1.0 ; sys_platform == 'no-such' \\\n", encoding="utf-8")
    checks = list(doctor.packages(lock))
    assert [(check.name_zh, check.ok) for check in checks] == [("软件包 not-there", False), ("软件包 pytest", False)]
    assert all("make run" in check.advice for check in checks)


def test_doctor_needs_no_package():
    """It has to work where the packages are what is wrong."""
    code = "import sys; from dashboard import doctor; print(*sorted({name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names))"
    loaded = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout.split()
    assert loaded == ["__main__", "dashboard"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("make") is None, reason="the README's steps without make are for this")
def test_installs_without_a_network(tmp_path):
    """The wheelhouse made on one machine is all that another one needs."""
    copy = tmp_path / "duibiao"
    shutil.copytree(ROOT, copy, ignore=NOT_SOURCE)

    gathered = make(copy, "wheelhouse", os.environ)
    if gathered.returncode and not os.environ.get("CI"):
        pytest.skip("no package registry can be reached to make the wheelhouse from")
    assert gathered.returncode == 0, gathered.stderr

    without_pip_settings = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    cut_off = without_pip_settings | {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0"}
    installed = make(copy, "install-offline", cut_off)
    assert installed.returncode == 0, installed.stderr

    shown = subprocess.run([copy / ".venv" / "bin" / "duibiao", "--help"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert "load" in shown.stdout


def make(folder: Path, target: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    inner = {name: value for name, value in environment.items() if not name.startswith("MAKE")}
    command = ["make", target, f"PYTHON={sys.executable}"]
    return subprocess.run(command, cwd=folder, env=inner, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False)
