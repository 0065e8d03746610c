"""The settings file: what it may say, what is refused in one line, and which adapter wins."""

from pathlib import Path

import pytest

from ezconform import settings
from ezconform.connection.limits import Limits
from ezconform.engine.disguise import Disguise
from ezconform.protocol.faults import BadInput
from ezconform.protocol.values import ConformanceClass
from ezconform.settings import Settings

FULL = """
adapter = "exec:java -jar adapter.jar"
classes = ["routing", "dcas"]
report_dir = "out"

[limits]
answer_seconds = 2
start_seconds = 60
stop_seconds = 0.5
restarts = 5
line_bytes = 2048
"""


def written(folder: Path, text: str) -> Path:
    """A settings file with this text."""
    path = folder / "ezconform.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_is_read(tmp_path: Path) -> None:
    """A full file gives typed values."""
    assert settings.read(written(tmp_path, FULL)) == Settings(
        adapter="exec:java -jar adapter.jar",
        classes=(ConformanceClass.ROUTING, ConformanceClass.DCAS),
        report_dir="out",
        limits=Limits(answer_seconds=2.0, start_seconds=60.0, stop_seconds=0.5, restarts=5, line_bytes=2048),
    )


def test_no_file_is_no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file in the working directory everything has its default."""
    monkeypatch.chdir(tmp_path)
    assert settings.read() == Settings()


def test_the_file_of_the_working_directory_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It need not be named."""
    written(tmp_path, 'adapter = "echo"\n')
    monkeypatch.chdir(tmp_path)
    assert settings.read().adapter == "echo"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("adpter = 'x'", "unknown key adpter; there are adapter, classes, report_dir, limits"),
        ("[limits]\nseconds = 1", "unknown key limits.seconds; there are answer_seconds, "),
        ("adapter = 5", "adapter: Expected `str`, got `int`"),
        ("classes = ['rooting']", "classes[0]: Invalid enum value 'rooting'"),
        ("limits = 5", "limits: Expected `object`, got `int`"),
        ("[limits]\nrestarts = -1", "limits.restarts: Expected `int` >= 0"),
        ("[limits]\nanswer_seconds = 0", "limits.answer_seconds: Expected `float` > 0.0"),
        ("[limits]\nstart_seconds = inf", "limits.start_seconds: Expected `float` <= 86400.0"),
        ("[limits]\nlate_seconds = nan", "limits.late_seconds: Expected `float` >= 0.0"),
        ("[limits]\nrestarts = 1000000", "limits.restarts: Expected `int` <= 1000"),
        ("[limits]\nline_bytes = 9999999999", "limits.line_bytes: Expected `int` <= 1073741824"),
        ("[credentials]\nuser = ['A']", "unknown key credentials.user; there are show, salt, users, groups"),
        ("[credentials]\nusers = ['A', 'a']", "credentials: a name is there twice"),
        ("[credentials]\ngroups = ['']", "credentials.groups[0]: Expected `str` of length >= 1"),
        ("deviation = [1]", "deviation[0]: Expected `object`, got `int`"),
        (f"adapter = {'[' * 9_000}", "not TOML: maximum recursion depth exceeded"),
        ("adapter =", "not TOML: Invalid value (at end of document)"),
    ],
)
def test_a_broken_file_is_refused_in_one_line(tmp_path: Path, text: str, line: str) -> None:
    """The line names the file and the key."""
    path = written(tmp_path, text)
    with pytest.raises(BadInput) as caught:
        settings.read(path)
    assert str(caught.value).startswith(f"{path}: {line}")
    assert "\n" not in str(caught.value)


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    """Asking for a file that is not there is a mistake, unlike having none."""
    with pytest.raises(BadInput, match=r"none\.toml: No such file or directory$"):
        settings.read(tmp_path / "none.toml")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """TOML is UTF-8."""
    path = tmp_path / "ezconform.toml"
    path.write_bytes(b"adapter = '\xe4'")
    with pytest.raises(BadInput, match=r"not UTF-8$"):
        settings.read(path)


def test_the_adapter_is_chosen_in_one_order() -> None:
    """--adapter, then EZCONFORM_ADAPTER, then the file, then the reference."""
    environment, file = {"EZCONFORM_ADAPTER": "b"}, Settings(adapter="c")
    assert settings.adapter_name("a", environment, file) == "a"
    assert settings.adapter_name(None, environment, file) == "b"
    assert settings.adapter_name(None, {}, file) == "c"
    assert settings.adapter_name(None, {"EZCONFORM_ADAPTER": ""}, Settings()) == "reference"


def test_an_empty_adapter_is_not_the_reference() -> None:
    """`--adapter "$SUBJECT"` without the variable must not pass for a run of somebody's subject."""
    with pytest.raises(BadInput, match="--adapter is empty; name an adapter or leave the option out"):
        settings.adapter_name("", {}, Settings(adapter="c"))


def test_credentials_are_disguised_unless_the_file_says_otherwise(tmp_path: Path) -> None:
    """With a salt of the file's own, or with one that nobody knows."""
    assert settings.read(written(tmp_path, "[credentials]\nshow = true\n")).disguise({}, {}) is None
    salted = settings.read(written(tmp_path, '[credentials]\nsalt = "s"\nusers = ["TOM"]\ngroups = ["G"]\n'))
    assert salted.disguise({}, {}) == Disguise(b"s", {}, ("TOM",), ("G",))
    assert Settings().disguise({}, {}) != Settings().disguise({}, {})


def test_the_salt_of_the_environment_wins(tmp_path: Path) -> None:
    """A secret need not stand in a file; only one that is kept lasts."""
    salted = settings.read(written(tmp_path, '[credentials]\nsalt = "s"\n'))
    disguise = salted.disguise({}, {"EZCONFORM_CREDENTIAL_SALT": "t"})
    assert disguise is not None
    assert (disguise.salt, disguise.lasting) == (b"t", True)
    latin = salted.disguise({}, {"EZCONFORM_CREDENTIAL_SALT": "\udce4"})
    assert latin is not None
    assert latin.salt == b"\xe4"
    unsalted = Settings().disguise({}, {"EZCONFORM_CREDENTIAL_SALT": ""})
    assert unsalted is not None
    assert not unsalted.lasting


def test_deviations_are_read_and_their_keys_are_checked(tmp_path: Path) -> None:
    """A table for each; a misspelt key is told with its table."""
    text = '[[deviation]]\nscenario = "WAIT-01/a"\nmessage = "no"\nreason = "x"\nexpires = 2027-01-31\n'
    found = settings.read(written(tmp_path, text)).declarations.deviations[0]
    assert (found.target, found.expires and found.expires.year) == ("WAIT-01/a", 2027)
    with pytest.raises(BadInput, match=r"unknown key deviation\.expiry; there are message, reason"):
        settings.read(written(tmp_path, text.replace("expires", "expiry")))
    with pytest.raises(BadInput, match=r"ezconform\.toml: deviation"):
        settings.read(written(tmp_path, "deviation = 1\n"))
