"""Adapters that cannot be believed from the start: one line each, and nothing of them stays."""

import os
import shlex
import sys
import zlib
from pathlib import Path

import pytest

from ezconform import settings
from ezconform.connection import child, connectors
from ezconform.connection.limits import Limits
from ezconform.protocol.faults import CannotStart

SUBJECT = Path(__file__).parents[2] / "miniature_children" / "subject.py"
PATIENT = Limits(stop_seconds=0.2)
REFUSALS = {
    "start_exit": 'the adapter ended with exit status 9 (it wrote "no licence")',
    "start_junk": "junk instead of a reply (a stray print?): Welcome to miniature 1.0",
    "start_other_version": "the adapter speaks protocol 7.3, the harness speaks 1.0",
    "start_refuses_version": (
        "initialize was answered with an error: I speak 7.3 only (the harness speaks 1.0)"
    ),
    "start_not_an_object": "the answer does not fit (Expected `object`, got `array` - at `$.result`)",
    "start_no_version": "the answer does not fit (Object missing required field `protocol`",
    "start_knows_everything": (
        'a verb with a random name was answered as if it existed; the harness expects "method not found"'
        " (-32601)"
    ),
    "start_other_error": (
        "a verb with a random name was answered with error -32603; "
        'the harness expects "method not found" (-32601)'
    ),
}


@pytest.mark.parametrize("start", REFUSALS)
def test_an_adapter_that_fails_the_handshake_is_refused_in_one_line(start: str) -> None:
    """The line says what the adapter did and what it last said to its standard error."""
    way = connectors.connector(f"exec:{shlex.join([sys.executable, str(SUBJECT), start])}", PATIENT)
    with pytest.raises(CannotStart) as caught:
        way.connect()
    assert str(caught.value).startswith(REFUSALS[start])
    assert str(caught.value).isprintable()


def test_an_adapter_that_speaks_in_another_code_page_is_refused_in_one_line(tmp_path: Path) -> None:
    """Whatever answer it gives first: Latin-1, EBCDIC; the protocol is UTF-8."""
    answer = b'{"jsonrpc":"2.0","id":1,"result":{"outcome":"subject","protocol":"\xe4"}}\n'
    (tmp_path / "answer").write_bytes(answer)
    with pytest.raises(CannotStart, match=r"^the answer does not fit .'utf-8' codec can't decode byte 0xe4"):
        connectors.connector(f"exec:cat {shlex.quote(str(tmp_path / 'answer'))} -", PATIENT).connect()


def test_an_adapter_that_says_nothing_at_the_start_is_refused() -> None:
    """The time to start has a limit of its own."""
    limits = Limits(start_seconds=0.3, stop_seconds=0.2)
    way = connectors.connector(f"exec:{shlex.join([sys.executable, str(SUBJECT), 'start_hang'])}", limits)
    with pytest.raises(CannotStart, match=r"no answer within 0\.3 s"):
        way.connect()


def test_a_command_that_does_not_exist_is_named() -> None:
    """The line names the command, not the arguments."""
    with pytest.raises(CannotStart, match=r"^command not found: no-such-adapter$"):
        connectors.connector("exec:no-such-adapter --fast").connect()


def test_a_file_that_is_no_program_is_named(tmp_path: Path) -> None:
    """What the operating system says is passed on in its words."""
    file = tmp_path / "adapter"
    file.write_text("data", encoding="utf-8")
    with pytest.raises(CannotStart, match=r"adapter cannot be started: Permission denied$"):
        connectors.connector(f"exec:{shlex.quote(str(file))}").connect()


def test_the_command_is_not_given_to_a_shell(tmp_path: Path) -> None:
    """Operators of a shell are arguments like others."""
    script = "import sys; sys.exit(sys.argv[1:] != ['>', 'made', '$HOME'])"
    command = f"{shlex.join([sys.executable, '-c', script])} > made $HOME"
    with pytest.raises(CannotStart, match="ended with exit status 0"):
        connectors.connector(f"exec:{command}").connect()
    assert not (tmp_path / "made").exists()


def last_words(script: str, before: str = "") -> str:
    """What a child whose program is this script writes to its standard error."""
    command = before + shlex.join([sys.executable, "-c", f"import os, sys, zlib; sys.exit({script})"])
    with pytest.raises(CannotStart) as caught:
        connectors.connector(f"exec:{command}").connect()
    return str(caught.value).partition('it wrote "')[2].removesuffix('")')


def test_a_child_gets_the_environment_and_the_folder_of_the_harness(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is in it, and nothing more."""
    monkeypatch.setenv("PROBE", "of the harness")
    monkeypatch.chdir(tmp_path)
    assert last_words("os.environ['PROBE'] + os.getcwd()") == f"of the harness{tmp_path}"
    # The interpreter adds LC_CTYPE where no locale is set.
    digest = "str(zlib.crc32(repr(sorted(x for x in os.environ.items() if x[0] != 'LC_CTYPE')).encode()))"
    own = sorted(one for one in os.environ.items() if one[0] != "LC_CTYPE")
    assert last_words(digest) == str(zlib.crc32(repr(own).encode()))


def test_the_salt_of_credentials_is_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a secret of the harness."""
    assert settings.SALT in child.WITHHELD
    monkeypatch.setenv(settings.SALT, "secret")
    assert last_words(f"os.environ.get({settings.SALT!r}, 'nothing')") == "nothing"


def test_env_gives_a_child_less(monkeypatch: pytest.MonkeyPatch) -> None:
    """As docs/adapters.md shows."""
    monkeypatch.setenv("PROBE", "of the harness")
    given = "env -i PATH=/usr/bin "
    assert last_words("os.environ.get('PROBE', 'nothing') + os.environ['PATH']", given) == "nothing/usr/bin"


def test_a_child_gets_no_open_file_of_the_harness(tmp_path: Path) -> None:
    """Not even one that is marked to be inherited."""
    with (tmp_path / "open").open("w") as held:
        inheritable = os.dup2(held.fileno(), 200)
    script = f"'open' if os.path.exists('/dev/fd/{inheritable}') else 'closed'"
    try:
        assert last_words(script) == "closed"
    finally:
        os.close(inheritable)


def test_a_child_leads_a_session_of_its_own() -> None:
    """So it has no terminal that it could ask at."""
    assert last_words("str(os.getsid(0) == os.getpid())") == "True"


def test_commands_installed_beside_the_interpreter_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """`exec:ezconform serve ...` works without an activated virtual environment."""
    monkeypatch.setenv("PATH", "/nowhere")
    command = f"{Path(sys.executable).name} {shlex.quote(str(SUBJECT))} behaves"
    connection = connectors.connector(f"exec:{command}").connect()
    assert connection.subject.name == "miniature"
    connection.close()
