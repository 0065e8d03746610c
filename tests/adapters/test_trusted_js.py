"""The subject in JavaScript: conformant in its four classes, and right where no scenario looks."""

import json
import random
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ezconform.cli import main
from ezconform.protocol.verbs import PROTOCOL, VERBS

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "adapters" / "trusted_js"
COMMITTED = ROOT / "reports" / "trusted_js.md"
PROOF = ROOT / "reports" / "trusted_js-proof.md"
LINE_BYTES = 1024 * 1024
NODE_NEEDED = 20

CLAIMED = {"routing", "credentials", "waiting", "prefetch"}
OTHERWISE = {"CRED-65", "ROUTE-02", "ROUTE-16", "ROUTE-28"}
"""The choices in which this subject takes the other reading, as its README says."""

Request = tuple[str, dict[str, Any]]


def node() -> str:
    """The command; skip where it is missing or too old."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("no Node (node) on the PATH: the subject in JavaScript is not run")
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.", said)
    if version is None or int(version[1]) < NODE_NEEDED:
        pytest.skip(
            f"Node is {said.strip()}, not {NODE_NEEDED} or later: the subject in JavaScript is not run"
        )
    return found


# --- conformance ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of the whole specification, with the subject where a checkout has it."""
    node()
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(SOURCE, home / "adapters" / "trusted_js")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        words = ["run", "--adapter", "exec:node adapters/trusted_js/main.mjs", "--report-dir", "out"]
        assert main(words) == 0
    return home / "out"


def test_four_classes_are_conformant_and_no_other_is_claimed(report: Path) -> None:
    """What its description of itself says is what the run finds."""
    results = json.loads((report / "results.json").read_text("utf-8"))
    claims = {row["conformance_class"]: row["claim"] for row in results["classes"]}
    expected = {name: "conformant" if name in CLAIMED else "not claimed" for name in claims}
    assert claims == expected
    assert set(results["subject"]["classes"]) == CLAIMED


def test_it_differs_in_the_choices_that_it_says_it_takes_otherwise(report: Path) -> None:
    """All that was run passed but for these, and of its classes only other interfaces were not run."""
    scenarios = json.loads((report / "results.json").read_text("utf-8"))["scenarios"]
    differing = {one["id"].split("/")[0] for one in scenarios if one["verdict"] == "differs"}
    others = {one["verdict"] for one in scenarios} - {"differs"}
    left_out = {
        one["message"]
        for one in scenarios
        if one["verdict"] == "not applicable" and re.match("ROUTE|CRED|WAIT|PREF", one["id"])
    }
    assert differing == OTHERWISE
    assert others == {"passed", "not applicable"}
    assert all(message.startswith("capability not declared: interface:") for message in left_out)
    readme = (SOURCE / "README.md").read_text("utf-8")
    assert set(re.findall(r"^\* ([A-Z]+-\d\d):", readme, re.MULTILINE)) == OTHERWISE


def test_committed_report_has_not_drifted(report: Path) -> None:
    """When this fails: `make reports`, look at the difference, commit it with the change that made it."""
    assert (report / "report.md").read_text("utf-8") == COMMITTED.read_text("utf-8")


def test_the_suite_notices_every_lie_in_its_place(tmp_path: Path) -> None:
    """The kill matrix holds and is the committed one; when it is not: `make reports`, as above."""
    words = ["prove", "--adapter", f"exec:{node()} {SOURCE}/main.mjs", "--report-dir", str(tmp_path)]
    assert main(words) == 0
    assert (tmp_path / "proof.md").read_text("utf-8") == PROOF.read_text("utf-8")


# --- talking to it -------------------------------------------------------------------------------

ALICE = {"id": "ALICE", "default_group": "PAYROLL", "groups": ["PAYROLL", "STAFF"], "attributes": []}
BOB = {**ALICE, "id": "BOB", "groups": []}
DOMAIN = {
    "name": "EZBDOMAIN",
    "resource_class": "SERVAUTH",
    "uacc": "NONE",
    "appldata": "PAYNET",
    "access": {},
}
PERMISSION = {**DOMAIN, "name": "EZB.IOCTL.*.*.PARTNERINFO", "appldata": "", "access": {"ALICE": "READ"}}


def system(number: int, **more: Any) -> dict[str, Any]:
    stack = {
        "name": f"TCPCS{number}",
        "addresses": [f"10.1.1.{number}", f"2001:db8:{number}::{number}"],
        "subplex": "",
    }
    return {
        "name": f"SYS{number}",
        "cpc": "CPC1",
        "stacks": [stack],
        "database": "RACFA",
        "sysplex": "PLEX1",
        "release": "V1R12",
        **more,
    }


LAB: dict[str, Any] = {
    "name": "two-systems",
    "purpose": "test",
    "systems": [system(1), system(2)],
    "links": [{"kind": "XCF", "stacks": ["TCPCS1", "TCPCS2"]}],
    "vipas": [],
    "databases": [{"name": "RACFA", "users": [ALICE, BOB], "profiles": [DOMAIN, PERMISSION]}],
    "xcf_seconds": 0.5,
}
DEFAULTS: dict[str, dict[str, Any]] = {
    "program.start": {"system": "", "stack": "", "task_user": "", "apf": False, "supervisor_state": False},
    "socket.open": {"family": "AF_INET", "type": "SOCK_STREAM", "nonblocking": False},
    "socket.shutdown": {"how": "SHUT_WR"},
    "socket.close": {"abort": False},
    "partner.set": {"interface": "ioctl"},
    "partner.get": {"request": ["user-id"], "timeout": 0, "interface": "w_ioctl", "short_buffer": False},
    "routing.get": {"interface": "getsockopt"},
    "saf.user": {"database": "RACFA", "default_group": "SYS1", "groups": [], "attributes": []},
    "saf.define": {
        "database": "RACFA",
        "resource_class": "SERVAUTH",
        "uacc": "NONE",
        "appldata": "",
        "warning": False,
    },
    "saf.alter": {"database": "RACFA", "resource_class": "SERVAUTH", "uacc": None, "appldata": None},
    "saf.delete": {"database": "RACFA", "resource_class": "SERVAUTH"},
    "saf.permit": {"database": "RACFA", "resource_class": "SERVAUTH"},
    "saf.options": {"resource_class": "SERVAUTH", "active": None, "raclist": None, "grplist": None},
    "saf.refresh": {"system": "SYS1", "resource_class": "SERVAUTH"},
    "access.check": {"resource_class": "SERVAUTH", "access": "READ"},
    "xcf.disturb": {"between": ["TCPCS1", "TCPCS2"], "seconds": 0},
}


def do(method: str, **params: Any) -> Request:
    return method, {**DEFAULTS.get(method, {}), **params}


def line(method: str, params: Any, batch: int = 0, number: int = 1) -> bytes:
    request = {"jsonrpc": "2.0", "id": number, "method": method, "params": params, "batch": batch}
    return json.dumps(request).encode() + b"\n"


def send(sent: bytes) -> list[Any]:
    """The replies to these bytes; the subject has ended by itself, without a word of complaint."""
    words = [node(), SOURCE / "main.mjs"]
    ended = subprocess.run(words, input=sent, capture_output=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert max((len(reply) for reply in ended.stdout.splitlines(keepends=True)), default=0) <= LINE_BYTES
    return [json.loads(reply) for reply in ended.stdout.splitlines()]


@cache
def running() -> subprocess.Popen[bytes]:
    """One subject for all tests that are not about its beginning or its end."""
    return subprocess.Popen([node(), SOURCE / "main.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


@pytest.fixture(scope="module", autouse=True)
def _ended() -> Iterator[None]:
    yield
    if running.cache_info().currsize:
        running().communicate(timeout=60)
        assert running().returncode == 0
        running.cache_clear()


def say(*lines: bytes) -> list[Any]:
    """The replies of the running subject to a few lines."""
    stdin, stdout = running().stdin, running().stdout
    assert stdin is not None
    assert stdout is not None
    stdin.write(b"".join(lines))
    stdin.flush()
    return [json.loads(stdout.readline()) for _line in lines]


def answers(*requests: Request, lab: dict[str, Any] = LAB) -> list[Any]:
    """What the subject answers to these requests in the lab above."""
    lines = [line("lab.open", {"lab": lab}), *(line(method, params) for method, params in requests)]
    return [reply["result"] for reply in say(*lines)[1:]]


def outcomes(found: Iterable[Any]) -> list[str]:
    """The outcome of each answer, or the errno where it is refused."""
    return [answer.get("errno", answer["outcome"]) for answer in found]


WILDCARD = "0.0.0.0"  # noqa: S104 - an address in a lab
PROGRAMS = (
    do("program.start", program="P", user="ALICE", stack="TCPCS1"),
    do("program.start", program="Q", user="ALICE", stack="TCPCS2"),
)
LISTENING = (
    *PROGRAMS,
    do("socket.open", socket="L", program="Q"),
    do("socket.bind", socket="L", address=WILDCARD, port=5000),
    do("socket.listen", socket="L"),
    do("socket.open", socket="c", program="P"),
)
CONNECTED = (
    *LISTENING,
    do("socket.connect", socket="c", address="10.1.1.2", port=5000),
    do("socket.accept", listener="L", socket="s"),
)


def after(scene: tuple[Request, ...], *requests: Request, lab: dict[str, Any] = LAB) -> list[Any]:
    """What is answered to these requests after a scene that is done without a refusal."""
    found = answers(*scene, *requests, lab=lab)
    assert outcomes(found[: len(scene)]) == ["done"] * len(scene)
    return found[len(scene) :]


# --- lines, errors, batches ----------------------------------------------------------------------


def test_it_speaks_the_version_of_the_harness() -> None:
    """Its answer to `initialize` names it; a verb with another name is not found."""
    sent = line("initialize", {"protocol": PROTOCOL, "harness": "test"}) + line(
        "probe.5d0c8a51", {}, number=2
    )
    first, second = send(sent)
    assert first["result"]["protocol"] == PROTOCOL
    assert second == {"jsonrpc": "2.0", "id": 2, "error": {"code": -32601, "message": "method not found"}}


def test_verbs_of_other_classes_are_not_found() -> None:
    """Netstat, DCAS, console and syslog; all other verbs of the protocol are there."""
    replies = send(b"".join(line(name, []) for name in VERBS))
    missing = {name for name, reply in zip(VERBS, replies, strict=True) if reply["error"]["code"] == -32601}
    assert {name.split(".")[0] for name in missing} == {"netstat", "console", "syslog", "dcas"}


@pytest.mark.parametrize("name", ["", "lab", "constructor", "__proto__", "toString"])
def test_names_that_every_object_has_are_no_verbs(name: str) -> None:
    """They are not found like any other."""
    assert say(line(name, {}))[0]["error"]["code"] == -32601


def test_the_rest_of_a_batch_is_not_executed_after_an_error() -> None:
    """The two that follow are answered -32000 and not done; what comes later is executed."""
    replies = send(
        line("lab.open", {"lab": LAB}, batch=4, number=1)
        + line("dcas.stop", {}, batch=2, number=2)
        + line(*PROGRAMS[0], batch=1, number=3)
        + line(*PROGRAMS[1], number=4)
        + line(*PROGRAMS[0], number=5)
    )
    assert [reply["id"] for reply in replies] == [1, 2, 3, 4, 5]
    assert [reply.get("error", {}).get("code") for reply in replies] == [None, -32601, -32000, -32000, None]
    assert replies[4]["result"] == {"outcome": "done"}


def test_a_junk_line_is_one_of_the_batch_that_is_not_executed() -> None:
    """It is answered for what it is and counts, so that the request behind the batch is executed."""
    replies = send(
        line("nothing", {}, batch=2)
        + b"junk\n"
        + line("trace.read", {}, number=3)
        + line("lab.open", {"lab": LAB}, number=4)
    )
    assert [reply.get("error", {}).get("code") for reply in replies] == [-32601, -32700, -32000, None]


def test_a_refusal_skips_nothing_of_its_batch() -> None:
    """A batch goes on after a request that is refused."""
    stop = line(*do("program.stop", program="P"), batch=1)
    replies = send(line("lab.open", {"lab": LAB}) + stop + line(*PROGRAMS[0]))
    assert outcomes(reply["result"] for reply in replies) == ["opened", "ESRCH", "done"]


def test_a_line_without_its_end_is_not_answered() -> None:
    """The input ended in the middle of a request, so it is none."""
    whole = line("lab.open", {"lab": LAB})
    assert len(send(whole + whole[:-1])) == 1


def test_without_input_it_ends() -> None:
    """The end of the input is the end of the adapter."""
    assert send(b"") == []


def test_a_line_of_the_longest_length_is_read_and_a_longer_one_is_not() -> None:
    """One MiB is a request; with one byte more it is an error without an id, and the next is served."""
    longest = line("lab.open", {"lab": LAB})[:-1].ljust(LINE_BYTES) + b"\n"
    replies = send(longest + b" " + longest + line(*PROGRAMS[0], number=3))
    assert [reply["id"] for reply in replies] == [1, None, 3]
    assert replies[1]["error"]["code"] == -32600


@pytest.mark.parametrize(
    ("junk", "code", "number"),
    [
        (b"", -32700, None),
        (b"nonsense", -32700, None),
        (b'{"jsonrpc":"2.0","id":7', -32700, None),
        (b'{"id":7,"method":"\xff"}', -32700, None),
        (b"[" * 500000, -32700, None),
        (b"[" * 500000 + b"]" * 500000, -32600, None),
        (b"null", -32600, None),
        (b'"text"', -32600, None),
        (b"[]", -32600, None),
        (b'{"jsonrpc":"2.0","method":"trace.read","params":{}}', -32600, None),
        (b'{"jsonrpc":"2.0","id":"1","method":"trace.read","params":{}}', -32600, None),
        (b'{"jsonrpc":"2.0","id":1.5,"method":"trace.read","params":{}}', -32600, None),
        (b'{"jsonrpc":"1.0","id":7,"method":"trace.read","params":{}}', -32600, 7),
        (b'{"jsonrpc":"2.0","id":7,"method":null,"params":{}}', -32600, 7),
        (b'{"jsonrpc":"2.0","id":7,"method":"trace.read","params":{},"batch":-1}', -32600, 7),
        (b'{"jsonrpc":"2.0","id":7,"method":"trace.read","params":[]}', -32602, 7),
        (b'{"jsonrpc":"2.0","id":7,"method":"trace.read"}', -32602, 7),
    ],
)
def test_junk_is_answered_with_an_error_and_forgotten(junk: bytes, code: int, number: int | None) -> None:
    """The id where it could be read; the next request is served."""
    first, second = say(junk + b"\n", line("lab.open", {"lab": LAB}, number=8))
    assert (first["id"], first["error"]["code"]) == (number, code)
    assert second["result"] == {"outcome": "opened"}


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("lab.open", {}),
        ("lab.open", {"lab": "one-stack"}),
        ("lab.open", {"lab": {**LAB, "systems": 3}}),
        ("lab.open", {"lab": {**LAB, "links": [{"kind": "XCF", "stacks": ["TCPCS1"]}]}}),
        ("lab.open", {"lab": {**LAB, "xcf_seconds": -1}}),
        ("lab.reset", {"more": 1}),
        do("program.start", program="P", user=None, stack="TCPCS1"),
        do("socket.bind", socket="c", address="10.1.1.1", port=65536),
        do("socket.open", socket="c", program="P", family="AF_UNIX"),
        do("socket.open", socket="c", program="P", nonblocking=0),
        do("partner.get", call="1", socket="c", timeout=1.5),
        do("partner.get", call="1", socket="c", request=["password"]),
        do("saf.permit", profile="EZBDOMAIN", id="BOB", access="SOME"),
        do("clock.advance", seconds=-1),
        do("clock.advance", seconds=1e300),
        ("socket.listen", {"socket": "c", "backlog": 5}),
        ("socket.listen", {"__proto__": "c"}),
    ],
)
def test_parameters_that_do_not_fit_are_an_error(method: str, params: dict[str, Any]) -> None:
    """Error -32602, in an open lab."""
    assert say(line("lab.open", {"lab": LAB}), line(method, params))[1]["error"]["code"] == -32602


def test_without_a_lab_the_adapter_says_that_it_failed() -> None:
    """The error is -32603, and standard error has the reason."""
    words = [node(), SOURCE / "main.mjs"]
    ended = subprocess.run(words, input=line("trace.read", {}), capture_output=True, timeout=60, check=False)
    assert json.loads(ended.stdout)["error"] == {
        "code": -32603,
        "message": "the adapter failed: no lab is open",
    }
    assert b"no lab is open" in ended.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        {"vipas": [{"address": "10.9.9.9", "owner": "TCPCS9", "targets": []}]},
        {"systems": [system(1, database="RACFB")]},
        {"systems": [system(1, stacks=[{"name": "TCPCS1", "addresses": ["10.1.1"], "subplex": ""}])]},
        {"databases": [{"name": "RACFA", "users": [], "profiles": [DOMAIN, DOMAIN]}]},
    ],
)
def test_a_lab_that_does_not_fit_together_is_absent(wrong: dict[str, Any]) -> None:
    """It names a stack or database it does not define, an address that is none, or a profile twice."""
    assert say(line("lab.open", {"lab": {**LAB, **wrong}}))[0]["result"]["outcome"] == "absent"


def mutated(chance: random.Random, good: bytes) -> bytes:
    """A few bytes of a line turned, taken out or doubled; still one line."""
    found = bytearray(good[:-1])
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(found))
        what = chance.randrange(4)
        if what == 0:
            found[at] = chance.randrange(256)
        elif what == 1:
            del found[at : at + chance.randint(1, 30)]
        elif what == 2:
            found[at:at] = found[at : at + chance.randint(1, 30)] * chance.randint(1, 3)
        else:
            found[at:at] = chance.choice(
                [b"\\u0000", b"\\ud83d", b"[[", b"\xc3", b'"', b"-", b"null", b"1e9"]
            )
    return bytes(found).replace(b"\n", b" ") + b"\n"


def test_every_line_of_junk_gets_one_reply() -> None:
    """Ten thousand damaged requests: as many replies, and never a failure of the adapter itself."""
    chance = random.Random(1)  # noqa: S311 (the same junk in every run)
    good = [line(method, params, batch=chance.randint(0, 1)) for method, params in CONNECTED]
    good += [line(*do("partner.get", call="1", socket="c", timeout=5)), line("clock.advance", {"seconds": 1})]
    good += [line(*do("token.map", program="P", utoken="50" * 80)), line("lab.reset", {})]
    junk = [one if chance.random() < 0.3 else mutated(chance, one) for one in chance.choices(good, k=10000)]
    replies = send(line("lab.open", {"lab": LAB}) + b"".join(junk))[1:]
    assert len(replies) == len(junk)
    assert all(("result" in reply) != ("error" in reply) for reply in replies)
    assert -32603 not in {reply.get("error", {}).get("code") for reply in replies}


# --- profiles and decisions ----------------------------------------------------------------------


def decision(*profiles: tuple[str, str], resource: str) -> int:
    """The SAF return code for a user without entries where these profiles are defined, with their UACC."""
    defined = [do("saf.define", profile=name, uacc=uacc) for name, uacc in profiles]
    check = do("access.check", program="P", resource=resource)
    code: int = after((*PROGRAMS, *defined, do("saf.refresh")), check)[0]["saf_return_code"]
    return code


@pytest.mark.parametrize(
    ("profile", "covered", "not_covered"),
    [
        ("ABC.DEF", "ABC.DEF", "ABC.DEF.GHI"),
        ("ABC.%", "ABC.D", "ABC.DE"),
        ("ABC.D%F", "ABC.DEF", "ABC.D.F"),
        ("ABC.*", "ABC.DEF.GHI", "ABC"),
        ("ABC.D*", "ABC.DEF.GHI", "ABC.EDF"),
        ("ABC.*.GHI", "ABC.DEF.GHI", "ABC.GHI"),
        ("ABC.*.GHI", "ABC.X.GHI", "ABC.X.Y.GHI"),
        ("ABC.D*.GHI", "ABC.D.GHI", "ABC.D.X.GHI"),
        ("ABC.**", "ABC", "ABCD"),
        ("ABC.**", "ABC.DEF.GHI", "XYZ.ABC"),
        ("ABC.**.GHI", "ABC.GHI", "ABC.GHI.X"),
        ("ABC.**.GHI", "ABC.X.Y.GHI", "ABC.X.Y.GHX"),
        ("**.GHI", "ABC.GHI", "ABC.GHIJ"),
        ("**", "ANYTHING.AT.ALL", None),
        ("ABC.*.X", "ABC.(.X", "ABC.X"),
    ],
)
def test_a_profile_covers_what_the_rules_of_its_characters_say(
    profile: str, covered: str, not_covered: str | None
) -> None:
    """Covered is granted by its universal access, not covered is no decision."""
    assert decision((profile, "READ"), resource=covered) == 0
    if not_covered is not None:
        assert decision((profile, "READ"), resource=not_covered) == 4


@pytest.mark.parametrize(
    ("special", "general", "resource"),
    [
        ("COPY.PAPER", "COPY.PAPER.**", "COPY.PAPER"),
        ("COPY.PAPER.%", "COPY.PAPER.*", "COPY.PAPER.A"),
        ("COPY.PAPER.*", "COPY.PAPER.**", "COPY.PAPER.A"),
        ("COPY.PAPER.**", "COPY.PAPER*", "COPY.PAPER.A"),
        ("COPY.PAPER*", "COPY.PAPE%", "COPY.PAPER"),
        ("COPY.PAP*", "COPY.%APER", "COPY.PAPER"),
        ("COPY.*.A", "COPY.*", "COPY.PAPER.A"),
        ("COPY.**.A", "**", "COPY.PAPER.A"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_the_most_specific_profile_decides(special: str, general: str, resource: str, first: bool) -> None:
    """It grants where the more general one would not, whichever was defined first."""
    both = [(special, "READ"), (general, "NONE")]
    assert decision(*(both if first else both[::-1]), resource=resource) == 0


def test_a_double_asterisk_may_stand_once_in_a_name() -> None:
    """Twice is refused."""
    assert outcomes(answers(do("saf.define", profile="A.**.B.**"))) == ["EINVAL"]


def test_a_class_that_is_not_raclisted_decides_from_the_database_unless_it_is_servauth() -> None:
    """Another class sees a new profile at once, if it is active; it has nothing to refresh."""
    check = do("access.check", program="P", resource="RES", resource_class="FACILITY")
    define = do("saf.define", profile="RES", resource_class="FACILITY", uacc="READ")
    refresh = do("saf.refresh", resource_class="FACILITY")
    activate = do("saf.options", system="SYS1", resource_class="FACILITY", active=True)
    found = after(PROGRAMS, check, activate, define, check, refresh)
    assert [found[0]["saf_return_code"], found[3]["saf_return_code"]] == [4, 0]
    assert found[4]["errno"] == "EINVAL"


def test_what_does_not_exist_or_exists_already_is_refused() -> None:
    """Profiles, users, databases, systems, stacks, programs, sockets, calls."""
    found = after(
        PROGRAMS,
        do("saf.define", profile="EZBDOMAIN"),
        do("saf.alter", profile="NONE.SUCH"),
        do("saf.delete", profile="NONE.SUCH"),
        do("saf.delete", profile="EZBDOMAIN", database="RACFB"),
        do("saf.permit", profile="NONE.SUCH", id="BOB", access="READ"),
        do("saf.refresh", system="SYS9"),
        do("program.start", program="X", user="NOBODY", stack="TCPCS1"),
        do("program.start", program="X", user="BOB", stack="TCPCS9"),
        do("program.start", program="P", user="BOB", stack="TCPCS1"),
        do("program.task", program="X", task_user="BOB"),
        do("socket.listen", socket="x"),
        do("partner.outcome", call="x"),
        do("partner.interrupt", call="x"),
        do("xcf.disturb", between=["TCPCS1", "TCPCS9"], effect="lose"),
        do("route.change", source="TCPCS1", target="TCPCS2", via="OSA"),
    )
    expected = """EEXIST ENOENT ENOENT ENOENT ENOENT ENOENT ESRCH ENOENT EEXIST ESRCH EBADF ESRCH ESRCH
        ENOENT ENETUNREACH"""
    assert outcomes(found) == expected.split()


# --- UTOKENs -------------------------------------------------------------------------------------

FETCHING = (
    *CONNECTED,
    do("partner.get", call="1", socket="c", request=["utoken"], timeout=5),
    do("clock.advance", seconds=1),
    do("partner.outcome", call="1"),
)


def test_a_utoken_is_the_same_in_every_run_and_of_no_use_when_a_byte_is_turned() -> None:
    """Each of the 80 bytes counts; so does the length. In capital letters it is the same token."""
    token = answers(*FETCHING)[-1]["address_space_utoken"]
    lines = [line("lab.open", {"lab": LAB}), *(line(*one) for one in FETCHING)]
    assert send(b"".join(lines))[-1]["result"]["address_space_utoken"] == token
    damaged = [f"{token[:at]}{int(token[at], 16) ^ 8:x}{token[at + 1 :]}" for at in range(0, 160, 2)]
    others = ["", "junk", token[:-1], token[:-2], token + "0", token + "00", "zz" * 80]
    found = after(PROGRAMS, *(do("token.map", program="P", utoken=one) for one in damaged + others))
    assert outcomes(found) == ["EINVAL"] * (80 + len(others))
    (mapped,) = after(PROGRAMS, do("token.map", program="P", utoken=token.upper()))
    assert (mapped["fields"]["TOKUSER"], mapped["fields"]["TOKGRUP"]) == ("ALICE", "PAYROLL")


def test_a_token_of_another_product_can_neither_be_mapped_nor_used() -> None:
    """It is refused also to a program that has the authority."""
    broker = do("program.start", program="BROKER", user="ALICE", stack="TCPCS1", apf=True)
    (foreign,) = answers(do("token.foreign", user="ALICE"))
    found = after(
        (broker,),
        *(do(f"token.{verb}", program="BROKER", utoken=foreign["utoken"]) for verb in ("map", "login")),
    )
    assert outcomes(found) == ["EINVAL", "EINVAL"]


# --- sockets and connections ---------------------------------------------------------------------


def test_operations_that_do_not_fit_the_socket_are_refused() -> None:
    """Each with the errno that it has on z/OS UNIX."""
    udp = do("socket.open", socket="u", program="P", type="SOCK_DGRAM")
    found = after(
        (*CONNECTED, udp),
        do("socket.open", socket="c", program="P"),
        do("socket.connect", socket="c", address="10.1.1.2", port=5000),
        do("socket.connect", socket="L", address="10.1.1.2", port=5000),
        do("socket.bind", socket="c", address="10.1.1.1", port=1),
        do("socket.listen", socket="c"),
        do("socket.listen", socket="u"),
        do("socket.accept", listener="c", socket="x"),
        do("socket.accept", listener="L", socket="x"),
        do("socket.accept", listener="L", socket="c"),
        do("socket.shutdown", socket="L"),
        do("routing.get", socket="u"),
        do("routing.get", socket="c", interface="REXX"),
        do("partner.set", socket="u"),
        do("partner.set", socket="u", interface="w_ioctl"),
        do("partner.get", call="1", socket="c", interface="ioctl"),
    )
    expected = """EEXIST EISCONN EOPNOTSUPP EINVAL EINVAL EOPNOTSUPP EINVAL EWOULDBLOCK EEXIST ENOTCONN
        ENOPROTOOPT ENOPROTOOPT EPROTOTYPE EOPNOTSUPP EOPNOTSUPP"""
    assert outcomes(found) == expected.split()


def test_addresses_have_to_be_somebody_s() -> None:
    """To bind to one's own, to connect to one where somebody listens, of the socket's family."""
    found = after(
        LISTENING,
        do("socket.bind", socket="c", address="10.1.1.2", port=1),
        do("socket.bind", socket="c", address="10.1.1.", port=1),
        do("socket.bind", socket="c", address="fe80::1%eth0", port=1),
        do("socket.connect", socket="c", address="10.1.1.9", port=5000),
        do("socket.connect", socket="c", address="10.1.1.2", port=5001),
        do("socket.connect", socket="c", address="10.1.1.1", port=5000),
        do("socket.connect", socket="c", address="2001:db8:2::2", port=5000),
        do("socket.connect", socket="c", address="10.1.1.2", port=5000),
    )
    expected = "EADDRNOTAVAIL EINVAL EINVAL ENETUNREACH ECONNREFUSED ECONNREFUSED EAFNOSUPPORT done"
    assert outcomes(found) == expected.split()


def test_a_port_is_taken_on_its_address_until_its_socket_is_closed() -> None:
    """The wildcard takes every address of the stack; another stack is not concerned."""
    found = after(
        LISTENING,
        do("socket.open", socket="x", program="Q"),
        do("socket.bind", socket="x", address="10.1.1.2", port=5000),
        do("socket.bind", socket="c", address="10.1.1.1", port=5000),
        do("socket.close", socket="L"),
        do("socket.bind", socket="x", address="10.1.1.2", port=5000),
    )
    assert outcomes(found) == ["done", "EADDRINUSE", "done", "done", "done"]


def test_addresses_are_compared_by_what_they_mean() -> None:
    """An IPv6 address has many spellings; a listener on IPv4 is not met over IPv6."""
    six = do("socket.open", socket="six", program="P", family="AF_INET6")
    found = after(
        (*LISTENING, six),
        do("socket.open", socket="L6", program="Q", family="AF_INET6"),
        do("socket.bind", socket="L6", address="2001:DB8:2:0:0::2", port=5006),
        do("socket.listen", socket="L6"),
        do("socket.connect", socket="six", address="2001:db8:2::2", port=5000),
        do("socket.connect", socket="six", address="2001:db8:0002::0002", port=5006),
    )
    assert outcomes(found) == ["done", "done", "done", "ECONNREFUSED", "done"]


def test_without_a_link_there_is_no_way() -> None:
    """Two systems of a lab that joins them by nothing."""
    connect = do("socket.connect", socket="c", address="10.1.1.2", port=5000)
    assert outcomes(after(LISTENING, connect, lab={**LAB, "links": []})) == ["ENETUNREACH"]


def test_connections_are_accepted_in_their_order_however_often_the_server_listens() -> None:
    """Who connected first is the partner of the first socket; a second listen loses nobody."""
    auditor = do("program.start", program="R", user="BOB", stack="TCPCS1")
    found = after(
        (*LISTENING, auditor, do("socket.open", socket="d", program="R")),
        do("socket.connect", socket="d", address="10.1.1.2", port=5000),
        do("socket.connect", socket="c", address="10.1.1.2", port=5000),
        do("socket.listen", socket="L"),
        do("socket.accept", listener="L", socket="s"),
        do("socket.accept", listener="L", socket="t"),
        do("partner.get", call="1", socket="s", timeout=5),
        do("partner.get", call="2", socket="t", timeout=5),
        do("clock.advance", seconds=1),
        do("partner.outcome", call="1"),
        do("partner.outcome", call="2"),
    )
    assert [found[8]["address_space_user_id"], found[9]["address_space_user_id"]] == ["BOB", "ALICE"]


TWO_STACKS = {**LAB, "systems": [system(1, stacks=[one["stacks"][0] for one in LAB["systems"]])]}


@pytest.mark.parametrize(("own", "asking"), [(None, []), ("10.1.1.2", []), ("10.1.1.1", ["TCPCS1"])])
def test_a_program_on_every_stack_leaves_by_its_address_or_else_by_the_nearest(
    own: str | None, asking: list[str]
) -> None:
    """To a server on the second stack: only from the first one a question is sent."""
    bound = [do("socket.bind", socket="c", address=own, port=4000)] if own else []
    found = after(
        (
            do("program.start", program="P", user="ALICE", system="SYS1"),
            *LISTENING[1:],
            *bound,
            *CONNECTED[len(LISTENING) :],
        ),
        do("partner.get", call="1", socket="c", timeout=5),
        do("clock.advance", seconds=1),
        do("trace.read"),
        lab=TWO_STACKS,
    )
    assert [event["sender"] for event in found[2]["events"] if event["what"] == "question"] == asking


def test_outside_a_sysplex_there_is_no_cluster_and_nothing_is_told() -> None:
    """Not even of a partner on the same stack, for a host outside is a member of nothing."""
    found = after(
        CONNECTED,
        do("routing.get", socket="c"),
        do("partner.get", call="1", socket="c", timeout=5),
        lab={**LAB, "systems": [system(1, sysplex=""), system(2, sysplex="")]},
    )
    assert found[0] == {"outcome": "routing", "routing": ["none"], "value": 1}
    assert found[1]["errno"] == "ENOPARTNERINFO"


def test_a_closed_listener_resets_who_has_not_been_accepted() -> None:
    """The client has no connection any more; one that was accepted keeps it."""
    found = after(
        (*CONNECTED, do("socket.open", socket="d", program="P")),
        do("socket.connect", socket="d", address="10.1.1.2", port=5000),
        do("socket.close", socket="L"),
        do("routing.get", socket="d"),
        do("routing.get", socket="c"),
    )
    assert found[2]["routing"] == ["no-connection"]
    assert found[3]["routing"] == ["same-cluster", "internal"]


def test_a_client_that_has_gone_is_not_accepted() -> None:
    """After a reset the queue holds nobody; the next client is accepted."""
    found = after(
        (*LISTENING, do("socket.open", socket="d", program="P")),
        do("socket.connect", socket="c", address="10.1.1.2", port=5000),
        do("socket.close", socket="c", abort=True),
        do("socket.accept", listener="L", socket="s"),
        do("socket.connect", socket="d", address="10.1.1.2", port=5000),
        do("socket.accept", listener="L", socket="s"),
    )
    assert outcomes(found) == ["done", "done", "EWOULDBLOCK", "done", "done"]


def test_a_program_that_ends_takes_its_sockets_with_it() -> None:
    """Its listener is gone, and its partner has no partner."""
    found = after(
        (*CONNECTED, do("socket.open", socket="d", program="P")),
        do("partner.get", call="1", socket="c", timeout=5),
        do("program.stop", program="Q"),
        do("partner.outcome", call="1"),
        do("socket.connect", socket="d", address="10.1.1.2", port=5000),
        do("socket.close", socket="s"),
    )
    assert outcomes(found) == ["suspended", "done", "ENOTCONN", "ECONNREFUSED", "EBADF"]


def test_a_socket_is_taken_once_by_the_program_it_was_given_to() -> None:
    """Nobody else gets it, nobody on another system is offered it, and its old name is no more."""
    third = do("program.start", program="R", user="BOB", stack="TCPCS2")
    found = after(
        (*CONNECTED, third),
        do("socket.give", socket="s", to="P"),
        do("socket.give", socket="s", to="R"),
        do("socket.take", given="s", program="Q", socket="x"),
        do("socket.take", given="s", program="R", socket="c"),
        do("socket.take", given="s", program="R", socket="x"),
        do("socket.take", given="s", program="R", socket="y"),
    )
    assert outcomes(found) == ["EINVAL", "done", "EBADF", "EEXIST", "done", "EBADF"]


# --- calls and time ------------------------------------------------------------------------------


def test_tenths_of_seconds_add_up() -> None:
    """Ten of them are a second, and an exchange of half a second ends at exactly that time."""
    get = do("partner.get", call="1", socket="c", timeout=60)
    found = after(CONNECTED, get, *[do("clock.advance", seconds=0.1)] * 10)
    assert [now["seconds"] for now in found[1:]] == [number / 10 for number in range(1, 11)]
    assert [now["completed"] for now in found[1:]] == [[]] * 4 + [[{"call": "1", "at": 0.5}]] + [[]] * 5


def test_three_parts_of_a_time_are_the_whole_time() -> None:
    """Three times 2.01 seconds are 6.03 seconds, though not in binary fractions of a second."""
    delay = do("xcf.disturb", effect="delay", seconds=6.03)
    get = do("partner.get", call="1", socket="c", timeout=60)
    found = after(CONNECTED, delay, get, *[do("clock.advance", seconds=2.01)] * 3)
    assert found[4]["completed"] == [{"call": "1", "at": 6.03}]


def test_only_calls_that_the_passing_time_ended_are_listed_by_the_clock() -> None:
    """One that a signal ended before is not, and a second signal has nothing to end."""
    get = do("partner.get", call="1", socket="c", timeout=5)
    interrupt = do("partner.interrupt", call="1")
    found = after(CONNECTED, get, interrupt, interrupt, do("clock.advance", seconds=9))
    assert outcomes(found) == ["suspended", "done", "EINVAL", "now"]
    assert found[3]["completed"] == []


def test_an_exchange_that_takes_no_time_suspends_nobody() -> None:
    """The answer is there at once, with the trace of both messages."""
    get = do("partner.get", call="1", socket="c", timeout=5)
    found = after(CONNECTED, get, do("trace.read"), do("trace.read"), lab={**LAB, "xcf_seconds": 0})
    assert found[0]["address_space_user_id"] == "ALICE"
    assert [event["what"] for event in found[1]["events"]] == ["question", "answer"]
    assert found[2]["events"] == []


def test_a_lost_message_stands_twice_in_the_trace() -> None:
    """As what it was and as lost; nothing comes back."""
    get = do("partner.get", call="1", socket="c", timeout=5)
    lose = do("xcf.disturb", effect="lose")
    found = after(CONNECTED, lose, get, do("clock.advance", seconds=9), do("trace.read"))
    assert [event["what"] for event in found[3]["events"]] == ["question", "lost"]


def test_a_prefetch_that_was_lost_is_under_way_for_a_minute() -> None:
    """EINPROGRESS until nobody would wait for it any longer, EAGAIN from then on."""
    prefetching = (
        *LISTENING,
        do("partner.set", socket="c"),
        do("xcf.disturb", effect="lose"),
        do("socket.connect", socket="c", address="10.1.1.2", port=5000),
    )
    get = do("partner.get", call="1", socket="c")
    found = after(
        prefetching,
        do("clock.advance", seconds=59.5),
        get,
        do("clock.advance", seconds=0.5),
        get,
    )
    assert outcomes(found) == ["now", "EINPROGRESS", "now", "EAGAIN"]


def test_of_two_answers_the_first_is_kept() -> None:
    """The second one, of a question asked again, comes after the partner has changed."""
    found = after(
        CONNECTED,
        do("xcf.disturb", effect="delay", seconds=4),
        do("partner.get", call="1", socket="c", timeout=1),
        do("clock.advance", seconds=1),
        do("partner.get", call="2", socket="c", timeout=9),
        do("clock.advance", seconds=1.5),
        do("program.task", program="Q", task_user="BOB"),
        do("clock.advance", seconds=9),
        do("partner.outcome", call="2"),
        do("partner.get", call="3", socket="c"),
    )
    assert found[2]["completed"] == [{"call": "1", "at": 1}]
    assert found[6]["completed"] == [{"call": "2", "at": 4}]
    assert [one.get("task_user_id") for one in found[7:]] == [None, None]


def test_restored_signalling_is_as_fast_as_it_was() -> None:
    """After a delay the lab's own time holds again."""
    found = after(
        CONNECTED,
        do("xcf.disturb", effect="delay", seconds=9),
        do("xcf.disturb", effect="restore"),
        do("partner.get", call="1", socket="c", timeout=5),
        do("clock.advance", seconds=5),
    )
    assert found[3]["completed"] == [{"call": "1", "at": 0.5}]


def test_a_partner_that_closes_before_the_question_arrives_answers_nothing() -> None:
    """The caller is told at once that it is gone, and no answer is in the trace."""
    found = after(
        CONNECTED,
        do("partner.get", call="1", socket="c", timeout=5),
        do("socket.close", socket="s"),
        do("partner.outcome", call="1"),
        do("clock.advance", seconds=9),
        do("trace.read"),
    )
    assert found[2] == {"outcome": "refused", "errno": "ENOTCONN", "seconds": 0}
    assert [event["what"] for event in found[4]["events"]] == ["question"]


def test_a_system_before_v1r12_has_none_of_the_ioctls_and_has_the_option() -> None:
    """Its programs are told that the operation is not supported."""
    old = {**LAB, "systems": [system(1, release="V1R11"), system(2)]}
    found = after(
        CONNECTED,
        do("partner.get", call="1", socket="c", request=["routing"]),
        do("routing.get", socket="c"),
        lab=old,
    )
    assert outcomes(found) == ["EOPNOTSUPP", "routing"]


def test_a_reset_brings_the_lab_back_to_how_it_was_opened() -> None:
    """No program, profile, refresh or time of before is left."""
    found = after(
        CONNECTED,
        do("saf.delete", profile="EZBDOMAIN"),
        do("saf.refresh"),
        do("clock.advance", seconds=5),
        ("lab.reset", {}),
        *CONNECTED,
        do("partner.get", call="1", socket="c", timeout=5),
        do("clock.advance", seconds=1),
    )
    assert outcomes(found)[-2:] == ["suspended", "now"]
    assert found[-1] == {"outcome": "now", "seconds": 1, "completed": [{"call": "1", "at": 0.5}]}
