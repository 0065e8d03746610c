"""What CI runs installs what tests need, as far as that can be had; what cannot be tested is said."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BASH, MAKE = shutil.which("bash"), shutil.which("make")
TOOLS = ("cc", "node", "npm", "javac", "ssh-keygen", "chromium")
PACKAGES = ["gcc libc6-dev", "nodejs", "npm", "default-jdk-headless", "openssh-client", "chromium"]


class Machine:
    """A PATH with nothing on it but programs that note how they were called."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "bin"
        self.calls = folder / "calls"
        self.path.mkdir()
        dirname = shutil.which("dirname")
        assert dirname
        (self.path / "dirname").symlink_to(dirname)
        self.has("python3", "true")
        self.has("id", "echo 0")
        self.has("make")
        self.has("apt-get")

    def has(self, program: str, does: str = "") -> None:
        text = f"#!{BASH}\n{does or f'echo {program} $* >>{self.calls}'}\n"
        (self.path / program).write_text(text)
        (self.path / program).chmod(0o755)

    def ci(self) -> "subprocess.CompletedProcess[str]":
        command = [str(BASH), str(ROOT / ".ci" / "run")]
        return subprocess.run(
            command, env={"PATH": str(self.path)}, capture_output=True, text=True, check=False
        )

    @property
    def called(self) -> list[str]:
        return self.calls.read_text().splitlines()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    if BASH is None:
        pytest.skip("bash is missing")
    return Machine(tmp_path)


def installing(packages: str) -> str:
    return f"apt-get install -y -qq --no-install-recommends {packages}"


def test_ci_installs_what_is_missing_and_tests(machine: Machine) -> None:
    """Each tool's packages for themselves, so that one that cannot be had costs no other."""
    done = machine.ci()
    assert (done.returncode, done.stdout) == (0, "")
    assert machine.called == ["apt-get update -qq", *map(installing, PACKAGES), "make test"]


def test_ci_installs_nothing_where_everything_is_there(machine: Machine) -> None:
    """It does not even ask for the lists."""
    for tool in TOOLS:
        machine.has(tool)
    assert machine.ci().returncode == 0
    assert machine.called == ["make test"]


def test_ci_goes_on_without_what_cannot_be_installed(machine: Machine) -> None:
    """It says what will be skipped."""
    machine.has("apt-get", "exit 1")
    done = machine.ci()
    assert done.returncode == 0
    assert machine.called == ["make test"]
    assert "default-jdk-headless could not be installed: the tests that need it will skip" in done.stdout


def test_ci_asks_nobody_but_root_to_install(machine: Machine) -> None:
    """Another user's tests skip."""
    machine.has("id", "echo 1000")
    assert machine.ci().returncode == 0
    assert machine.called == ["make test"]


def test_ci_fails_when_the_tests_do(machine: Machine) -> None:
    """Whatever was installed."""
    machine.has("make", "exit 2")
    assert machine.ci().returncode == 2


@pytest.mark.skipif(MAKE is None, reason="make is missing")
def test_make_names_what_this_machine_cannot_test(tmp_path: Path) -> None:
    """A line for each tool that is missing, none for those that are there."""
    command = [str(MAKE), "-s", "-C", str(ROOT), "skipped"]
    done = subprocess.run(
        command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=True
    ).stdout
    assert all(f"Skipped, for {tool} is missing: " in done for tool in TOOLS)
    for tool in TOOLS:
        (tmp_path / tool).write_text("#!/bin/sh\n")
        (tmp_path / tool).chmod(0o755)
    done = subprocess.run(command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=True)
    assert done.stdout == ""


@pytest.mark.skipif(shutil.which("node") is None, reason="node is missing")
@pytest.mark.parametrize(("version", "said"), [("18.19.0", True), ("20.0.0", False)])
def test_make_knows_a_node_that_is_too_old(version: str, said: bool, tmp_path: Path) -> None:
    """The subject in JavaScript needs a later one than the skeleton."""
    preload = tmp_path / "version.cjs"
    preload.write_text(f'Object.defineProperty(process.versions, "node", {{ value: "{version}" }});')
    program = tmp_path / "node"
    program.write_text(f'#!/bin/sh\nexec {shutil.which("node")} --require {preload} "$@"\n')
    program.chmod(0o755)
    command = [str(MAKE), "-s", "-C", str(ROOT), "skipped"]
    done = subprocess.run(command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=True)
    assert ("Node 20 or later is missing" in done.stdout) is said
    assert "the skeleton in JavaScript" not in done.stdout
