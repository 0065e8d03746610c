"""A run that is signed and verified: what belongs together is good, and nothing else is."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import msgspec
import pytest
from runs import run

from ezconform.cli import main
from ezconform.envelope import envelope, ssh_signature
from ezconform.envelope.verification import Finding, verify
from ezconform.protocol.faults import BadInput
from ezconform.reports.run_directory import RunDirectory
from ezconform.results import RunResults

needs_tool = pytest.mark.skipif(shutil.which(ssh_signature.TOOL) is None, reason="no ssh-keygen on the PATH")
TODAY = date(2026, 11, 22)
RESULTS = run()


def key(folder: Path, name: str) -> Path:
    """A fresh key without a passphrase."""
    path = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)
    return path


@pytest.fixture
def signers(tmp_path: Path) -> Path:
    """Allowed signers: the owner of the key `mine`."""
    public = key(tmp_path, "mine").with_suffix(".pub").read_text()
    (tmp_path / "signers").write_text(f"me@example.com {public}")
    return tmp_path / "signers"


def signed(folder: Path, results: RunResults = RESULTS, with_key: str = "mine") -> Path:
    """A run directory that was signed on that day for ten days."""
    directory = RunDirectory(folder / "run")
    directory.begin()
    directory.write(results)
    arguments = ("--key", str(folder / with_key), "--days", "10", "--date", TODAY.isoformat())
    assert main(["report", "sign", str(directory.path), *arguments]) == 0
    return directory.path


def bad(
    path: Path, signers: Path | None, specification: str = RESULTS.digest, today: date = TODAY
) -> list[str]:
    """What does not hold."""
    found = verify(path, allowed=signers, specification=specification, today=today)
    return [one.text for one in found if not one.good]


@needs_tool
def test_a_signed_run_holds_together(tmp_path: Path, signers: Path) -> None:
    """Signer, every file, results, features and dates are told as good."""
    findings = verify(signed(tmp_path), allowed=signers, specification=RESULTS.digest, today=TODAY)
    assert all(one.good for one in findings)
    assert findings[0] == Finding(good=True, text="signed by me@example.com")
    assert len(findings) == 8


@needs_tool
def test_without_signers_only_integrity_is_told(tmp_path: Path, signers: Path) -> None:
    """Nobody can say by whom; a changed envelope is noticed all the same."""
    del signers
    path = signed(tmp_path)
    assert bad(path, None) == []
    file = path / "envelope.json"
    file.write_bytes(file.read_bytes().replace(b"2026-12-02", b"2027-12-02"))
    assert bad(path, None) == ["the signature is not of this envelope"]


@needs_tool
def test_another_key_or_purpose_is_not_an_allowed_signer(tmp_path: Path, signers: Path) -> None:
    """A stranger's signature, one made for another purpose, and none at all are refused."""
    key(tmp_path, "stranger")
    path = signed(tmp_path, with_key="stranger")
    assert bad(path, signers) == ["not signed by an allowed signer"]
    (path / "envelope.json.sig").unlink()
    words = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(tmp_path / "mine"), "-n", "git"]
    subprocess.run([*words, str(path / "envelope.json")], check=True, capture_output=True)
    assert bad(path, signers) == ["not signed by an allowed signer"]
    (path / "envelope.json.sig").unlink()
    assert bad(path, signers) == ["there is no signature envelope.json.sig"]


@needs_tool
def test_what_was_changed_is_named(tmp_path: Path, signers: Path) -> None:
    """A file touched afterwards, results of another run, other features, and a day too late."""
    path = signed(tmp_path)
    (path / "report.html").write_bytes(b"better")
    assert bad(path, signers) == ["report.html is not as it was signed"]
    (path / "report.html").unlink()
    RunDirectory(path).write(msgspec.structs.replace(RESULTS, adapter="another"))
    assert "envelope and results do not belong together" in bad(path, signers)
    RunDirectory(path).write(msgspec.structs.replace(RESULTS, subject=None))
    assert "envelope and results do not belong together" in bad(path, signers)
    RunDirectory(path).write(RESULTS)
    assert bad(path, signers, specification="x") == [
        "the features at hand are not those the run was made with"
    ]
    assert bad(path, signers, today=date(2026, 12, 2)) == []
    assert bad(path, signers, today=date(2026, 12, 3))[0].startswith("not valid today")
    assert bad(path, signers, today=date(2026, 11, 21))[0].startswith("not valid today")


@needs_tool
def test_a_new_run_takes_the_envelope_away(tmp_path: Path, signers: Path) -> None:
    """A signature never stands beside results it was not made for."""
    del signers
    path = signed(tmp_path)
    RunDirectory(path).begin()
    assert {one.name for one in path.iterdir()} == {"journal.ndjson"}


@needs_tool
def test_the_command_says_good_or_bad(
    tmp_path: Path, signers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1 and the word BAD for the features at hand, which are ours and not those of the hand-made run."""
    path = signed(tmp_path)
    code = main(["report", "verify", str(path), "--signers", str(signers), "--date", TODAY.isoformat()])
    out = capsys.readouterr().out
    assert code == 1
    assert "good  signed by me@example.com" in out
    assert [line for line in out.splitlines() if line.startswith("BAD")] == [
        "BAD   the features at hand are not those the run was made with"
    ]


@needs_tool
def test_a_key_that_cannot_sign_is_told(tmp_path: Path, signers: Path) -> None:
    """A key that is not there is bad input, and an earlier envelope is as good as it was."""
    path = signed(tmp_path)
    with pytest.raises(BadInput, match="cannot sign"):
        ssh_signature.sign(b"{}", tmp_path / "absent")
    assert main(["report", "sign", str(path), "--key", str(tmp_path / "absent")]) == 2
    assert bad(path, signers) == []


@needs_tool
def test_signers_that_cannot_be_read_are_bad_input(tmp_path: Path, signers: Path) -> None:
    """A mistyped name is no verdict on the signature."""
    path = signed(tmp_path)
    with pytest.raises(BadInput, match="cannot be read"):
        bad(path, signers.with_name("absent"))


def test_a_date_after_all_dates_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whether it is the first day or the number of days that leads there."""
    RunDirectory(tmp_path).begin()
    RunDirectory(tmp_path).write(RESULTS)
    for given in (["--days", "9" * 20], ["--date", "9999-12-31"]):
        assert main(["report", "sign", str(tmp_path), "--key", "k", *given]) == 2
        assert "end after the last day there is, 9999-12-31" in capsys.readouterr().err


def test_a_missing_tool_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without OpenSSH one line says what is missing."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadInput, match="ssh-keygen is not there"):
        ssh_signature.intact(b"", tmp_path / "x.sig")


def test_a_tool_that_waits_for_somebody_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key with a passphrase asks a person; the time is limited and the likely reason told."""
    tool = tmp_path / "ssh-keygen"
    tool.write_text("#!/bin/sh\nexec tail -f /dev/null\n")
    tool.chmod(0o755)
    monkeypatch.setattr(ssh_signature, "TOOL", str(tool))
    monkeypatch.setattr(ssh_signature, "SECONDS", 0.1)
    with pytest.raises(BadInput, match="passphrase"):
        ssh_signature.intact(b"", tmp_path / "x.sig")


def test_a_run_that_was_never_signed_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With what would sign it; a missing file of a name nobody has heard of says less."""
    RunDirectory(tmp_path / "run").begin()
    RunDirectory(tmp_path / "run").write(RESULTS)
    assert main(["report", "verify", str(tmp_path / "run")]) == 2
    said = f"{tmp_path / 'run'} is not signed: no envelope.json is there; `ezconform report sign` makes it"
    assert said in capsys.readouterr().err


def test_only_a_whole_run_can_be_signed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A results file alone, a folder without results, a run without a subject: each is refused."""
    (tmp_path / "r.json").write_bytes(b"{}")
    arguments = ("--key", "k")
    assert main(["report", "sign", str(tmp_path / "r.json"), *arguments]) == 2
    assert main(["report", "sign", str(tmp_path), *arguments]) == 2
    RunDirectory(tmp_path / "run").begin()
    RunDirectory(tmp_path / "run").write(msgspec.structs.replace(RESULTS, subject=None))
    assert main(["report", "sign", str(tmp_path / "run"), *arguments]) == 2
    err = capsys.readouterr().err.splitlines()
    for said, line in zip(("only the directory", "cannot be read", "no subject"), err, strict=True):
        assert said in line


def test_an_envelope_is_read_as_it_was_written() -> None:
    """The same bytes for the same envelope; another format or a broken file is refused."""
    one = envelope.envelope(RESULTS, {"b": b"2", "a": b"1"}, TODAY, TODAY)
    content = envelope.encode(one)
    assert envelope.decode(content, "x") == one
    assert list(one.files) == ["a", "b"]
    assert one.claims["waiting"] == "non-conformant"
    with pytest.raises(BadInput, match="this version reads"):
        envelope.decode(content.replace(b"envelope/1", b"envelope/9"), "x")
    with pytest.raises(BadInput, match="not an envelope"):
        envelope.decode(b"[]", "x")
    with pytest.raises(BadInput, match="not an envelope"):
        envelope.decode(b'{"format":' + b"[" * 100_000, "x")
    with pytest.raises(BadInput, match="which is before"):
        envelope.envelope(RESULTS, {}, TODAY, date(2026, 11, 21))


def test_a_file_outside_the_directory_is_never_good(tmp_path: Path) -> None:
    """An envelope cannot make the verifier look elsewhere."""
    RunDirectory(tmp_path / "run").begin()
    RunDirectory(tmp_path / "run").write(RESULTS)
    (tmp_path / "secret").write_bytes(b"1")
    hostile = dict.fromkeys(("../secret", "a\0b", "long" * 100, "."), b"1")
    one = envelope.envelope(RESULTS, hostile, TODAY, TODAY)
    (tmp_path / "run/envelope.json").write_bytes(envelope.encode(one))
    found = bad(tmp_path / "run", None)
    assert all(f"{name} is not as it was signed" in found for name in hostile)
