"""The DCAS server in C: conformant in its one class, and unmoved by whatever lines it is sent."""

import json
import random
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from ezconform.cli import main

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "adapters" / "dcas_c"
COMMITTED = ROOT / "reports" / "dcas_c.md"
PROOF = ROOT / "reports" / "dcas_c-proof.md"
LINE_BYTES = 1024 * 1024

LAB: dict[str, Any] = {
    "name": "two-systems",
    "purpose": "test",
    "systems": [
        {"name": "SYS1", "cpc": "CPC1", "stacks": [], "database": "RACFA"},
        {"name": "SYS2", "cpc": "CPC2", "stacks": [], "database": "RACFA"},
    ],
    "databases": [
        {
            "name": "RACFA",
            "users": [{"id": "ALICE"}],
            "profiles": [
                {"name": "EZBDOMAIN", "resource_class": "SERVAUTH"},
                {"name": "PAYAPP", "resource_class": "PTKTDATA"},
            ],
        },
    ],
}


def build(place: Path, target: str) -> subprocess.CompletedProcess[str]:
    """Make a target of the Makefile in a folder of its own; skip where that cannot be done at all."""
    for tool, what in (("make", "make"), ("cc", "C compiler")):
        if shutil.which(tool) is None:
            pytest.skip(f"no {what} ({tool}) on the PATH: the subject in C is not built")
    words = ["make", "-s", "-C", str(SOURCE), f"BUILD={place}", target]
    return subprocess.run(words, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the subject lies where a checkout has it, so that reports name it alike."""
    home = tmp_path_factory.mktemp("home")
    built = build(home / "adapters" / "dcas_c" / "build", "all")
    assert (built.returncode, built.stderr) == (0, "")
    return home


@pytest.fixture(scope="module")
def subject(home: Path) -> Path:
    return home / "adapters" / "dcas_c" / "build" / "dcas"


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The subject with sanitizers: it ends at the first misuse of memory."""
    place = tmp_path_factory.mktemp("checked")
    if build(place, "check").returncode != 0:
        pytest.skip("this C compiler has no sanitizers: the checked subject is not built")
    return place / "dcas-checked"


def send(subject: Path, sent: bytes) -> list[Any]:
    """The replies to these bytes; the subject has ended by itself, without a word of complaint."""
    ended = subprocess.run([subject], input=sent, capture_output=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert max((len(line) for line in ended.stdout.splitlines(keepends=True)), default=0) <= LINE_BYTES
    return [json.loads(line) for line in ended.stdout.splitlines()]


def line(method: str, params: dict[str, Any], batch: int = 0, number: int = 1) -> bytes:
    request = {"jsonrpc": "2.0", "id": number, "method": method, "params": params, "batch": batch}
    return json.dumps(request).encode() + b"\n"


def opened(subject: Path, *requests: tuple[str, dict[str, Any]]) -> list[Any]:
    """What the subject answers to these requests in the lab above."""
    lines = [line("lab.open", {"lab": LAB}), *(line(method, params) for method, params in requests)]
    return [reply["result"] for reply in send(subject, b"".join(lines))[1:]]


def start(job: str = "DCAS", system: str = "SYS1", **more: Any) -> tuple[str, dict[str, Any]]:
    return "dcas.start", {"job": job, "system": system, "debug": None, "until": "active", **more}


def ask(**more: Any) -> tuple[str, dict[str, Any]]:
    asked = {"job": "DCAS", "application": "PAYAPP", "certificate": "", "user": "ALICE", "correlator": "7"}
    return "dcas.request", {**asked, **more}


def enter(command: str, system: str = "SYS1") -> tuple[str, dict[str, Any]]:
    return "console.command", {"system": system, "command": command}


def read(place: str, system: str = "SYS1") -> tuple[str, dict[str, Any]]:
    return f"{place}.read", {"system": system}


def outcomes(answers: Iterable[Any]) -> list[str]:
    """The outcome of each answer, or the errno where it is refused."""
    return [answer.get("errno", answer["outcome"]) for answer in answers]


# --- conformance ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def report(home: Path) -> Path:
    """The folder of a run of the whole specification against the subject."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        assert main(["run", "--adapter", "exec:adapters/dcas_c/build/dcas", "--report-dir", "out"]) == 0
    return home / "out"


def test_dcas_is_conformant_and_nothing_else_is_claimed(report: Path) -> None:
    """All scenarios of its class pass; of the other six classes none is run."""
    results = json.loads((report / "results.json").read_text("utf-8"))
    claims = {row["conformance_class"]: row["claim"] for row in results["classes"]}
    verdicts = {(one["id"].startswith("DCAS-"), one["verdict"]) for one in results["scenarios"]}

    assert claims.pop("dcas") == "conformant"
    assert list(claims.values()) == ["not claimed"] * 6
    assert verdicts == {(True, "passed"), (False, "not applicable")}


def test_committed_report_has_not_drifted(report: Path) -> None:
    """When this fails: `make reports`, look at the difference, commit it with the change that made it."""
    assert (report / "report.md").read_text("utf-8") == COMMITTED.read_text("utf-8")


def test_the_suite_notices_every_lie_in_its_place(subject: Path, tmp_path: Path) -> None:
    """The kill matrix holds and is the committed one; when it is not: `make reports`, as above."""
    assert main(["prove", "--adapter", f"exec:{subject}", "--report-dir", str(tmp_path)]) == 0
    assert (tmp_path / "proof.md").read_text("utf-8") == PROOF.read_text("utf-8")


def test_sanitizers_find_nothing_while_the_class_is_run(checked: Path, tmp_path: Path) -> None:
    """The checked subject passes the class too, so no scenario ended it."""
    words = ["run", "--class", "dcas", "--adapter", f"exec:{checked}", "--report-dir", str(tmp_path / "out")]
    assert main(words) == 0


# --- lines, errors, batches ----------------------------------------------------------------------


def test_unknown_verbs_are_not_found(subject: Path) -> None:
    """A random name, a verb of another class and one of its own with a letter too many."""
    methods = ["probe.5d0c8a51f2b94e77", "socket.open", "dcas.starts", "", "lab"]
    replies = send(subject, b"".join(line(method, {}) for method in methods))
    assert [reply["error"]["code"] for reply in replies] == [-32601] * 5


def test_the_rest_of_a_batch_is_not_executed_after_an_error(subject: Path) -> None:
    """The two that follow are answered -32000 and the job does not start; what comes later is executed."""
    replies = send(
        subject,
        line("lab.open", {"lab": LAB}, batch=4, number=1)
        + line("socket.open", {}, batch=2, number=2)
        + line(*start(), batch=1, number=3)
        + line(*start("OTHER"), number=4)
        + line(*start(), number=5),
    )
    assert [reply["id"] for reply in replies] == [1, 2, 3, 4, 5]
    assert [reply.get("error", {}).get("code") for reply in replies] == [None, -32601, -32000, -32000, None]
    assert replies[4]["result"] == {"outcome": "started", "phase": "active"}


def test_a_refusal_skips_nothing_of_its_batch(subject: Path) -> None:
    """A batch goes on after a request that is refused."""
    replies = send(
        subject,
        line("lab.open", {"lab": LAB})
        + line("dcas.stop", {"job": "DCAS", "system": ""}, batch=1)
        + line(*start()),
    )
    assert outcomes(reply["result"] for reply in replies) == ["opened", "ESRCH", "started"]


def test_a_line_without_its_end_is_not_answered(subject: Path) -> None:
    """The input ended in the middle of a request, so it is none."""
    assert len(send(subject, line("lab.reset", {}) + line("lab.reset", {})[:-1])) == 1


def test_without_input_it_ends(subject: Path) -> None:
    """The end of the input is the end of the adapter."""
    assert send(subject, b"") == []


def test_a_line_of_the_longest_length_is_read_and_a_longer_one_is_not(subject: Path) -> None:
    """One MiB with its newline is a request; with one byte more it is an error without an id."""
    longest = line("lab.reset", {})[:-1].ljust(LINE_BYTES - 1) + b"\n"
    replies = send(subject, longest + b" " + longest + line("lab.reset", {}, number=3))
    assert [reply["id"] for reply in replies] == [1, None, 3]
    assert replies[1]["error"]["code"] == -32700


def test_a_character_cut_off_at_the_end_of_the_longest_line_is_not_read_on(checked: Path) -> None:
    """What an earlier line left in memory behind it does not complete it."""
    left = b"\x80" * LINE_BYTES
    cut_off = b'"'.ljust(LINE_BYTES - 2) + b"\xf0"
    replies = send(checked, left + b"\n" + cut_off + b"\n" + line("lab.reset", {}))
    assert [reply["id"] for reply in replies] == [None, None, 1]


NO_JSON = (
    *(b"", b"nonsense", b"{", b'{"jsonrpc":"2.0","id":1,"method":"lab.reset"', b'"unfinished', b"{} {}"),
    *(b"01", b"1.", b"-", b"1e", b"tru", b"nul", b"[1,]", b'{"a":1,}', b'{"a" 1}', b"{1:2}", b"\x00"),
    *(b'"\\x"', b'"\\u12"', b'"\\u12g4"', b'"\\ud800"', b'"\\ud800\\u0041"', b'"\\udc00"'),
    *(b'"\xff"', b'"\xc0\xaf"', b'"\xed\xa0\x80"', b'"\xf4\x90\x80\x80"', b'"\xe2\x82"', b'"\xe0\x80\x80"'),
    *(b'"\xf0\x80\x80\x80"', b'"\x01"', b'"\t"', b"[" * 40 + b"]" * 40),
    *(b"[" * 500000, b'{"a":' * 100000, b"[" + b"0," * 9000 + b"0]"),
)


@pytest.mark.parametrize("junk", NO_JSON, ids=range(len(NO_JSON)))
def test_what_is_not_json_is_answered_so_and_forgotten(checked: Path, junk: bytes) -> None:
    """Error -32700 without an id; the next request is served."""
    replies = send(checked, junk + b"\n" + line("lab.reset", {}, number=2))
    assert [(reply["id"], reply.get("error", {}).get("code")) for reply in replies] == [
        (None, -32700),
        (2, None),
    ]


@pytest.mark.parametrize(
    ("request_line", "number"),
    [
        ("[]", None),
        ("1e400", None),
        ('"text"', None),
        ("{}", None),
        ('{"jsonrpc":"2.0","method":"lab.reset","params":{}}', None),
        ('{"jsonrpc":"2.0","id":"1","method":"lab.reset","params":{}}', None),
        ('{"jsonrpc":"2.0","id":1.0,"method":"lab.reset","params":{}}', None),
        ('{"jsonrpc":"2.0","id":9223372036854775808,"method":"lab.reset","params":{}}', None),
        ('{"jsonrpc":"2.0","id":99999999999999999999,"method":"lab.reset","params":{}}', None),
        ('{"jsonrpc":"1.0","id":7,"method":"lab.reset","params":{}}', 7),
        ('{"jsonrpc":"2.0","id":-9223372036854775808,"params":{}}', -(2**63)),
        ('{"jsonrpc":"2.0","id":7,"method":null,"params":{}}', 7),
        ('{"jsonrpc":"2.0","id":7,"method":"lab.reset","params":[]}', 7),
        ('{"jsonrpc":"2.0","id":7,"method":"lab.reset","params":{},"batch":-1}', 7),
        ('{"jsonrpc":"2.0","id":7,"method":"lab.reset","params":{},"batch":true}', 7),
    ],
)
def test_json_that_is_no_request_is_answered_so(checked: Path, request_line: str, number: int | None) -> None:
    """Error -32600, with the id where it could be read."""
    (reply,) = send(checked, request_line.encode() + b"\n")
    assert (reply["id"], reply["error"]["code"]) == (number, -32600)


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("lab.open", {}),
        ("lab.open", {"lab": "one-stack"}),
        ("lab.open", {"lab": {"systems": 3}}),
        ("lab.open", {"lab": {"systems": [{"name": "SYS1"}]}}),
        ("lab.open", {"lab": {"databases": [{"name": "RACFA", "users": [{"id": 5}]}]}}),
        ("lab.open", {"lab": {"databases": [{"name": "RACFA", "profiles": [{}]}]}}),
        ("lab.open", {"lab": {"databases": [7]}}),
        ("saf.define", {"database": "RACFA"}),
        ("saf.refresh", {"system": None}),
        ("console.command", {"system": "SYS1", "command": ["F DCAS,DEBUG=1"]}),
        ("console.read", {}),
        ("syslog.read", {"system": {}}),
        start(debug=4),
        start(debug=-1),
        start(debug="3"),
        start(debug=1.5),
        start(until="ready"),
        ("dcas.stop", {}),
        ("dcas.request", {"job": "DCAS"}),
        ask(user=None),
        ask(system=1),
        ("clock.advance", {}),
        ("clock.advance", {"seconds": "1"}),
        ("clock.advance", {"seconds": -0.5}),
        ("clock.advance", {"seconds": int("9" * 400)}),
    ],
)
def test_parameters_that_do_not_fit_are_an_error(checked: Path, method: str, params: dict[str, Any]) -> None:
    """Error -32602, in an open lab."""
    reply = send(checked, line("lab.open", {"lab": LAB}) + line(method, params))[1]
    assert reply["error"]["code"] == -32602


def mutated(chance: random.Random, good: bytes) -> bytes:
    """A few bytes of a line turned, taken out or doubled; still one line."""
    bytes_of = bytearray(good[:-1])
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(bytes_of))
        what = chance.randrange(4)
        if what == 0:
            bytes_of[at] = chance.randrange(256)
        elif what == 1:
            del bytes_of[at : at + chance.randint(1, 30)]
        elif what == 2:
            bytes_of[at:at] = bytes_of[at : at + chance.randint(1, 30)] * chance.randint(1, 3)
        else:
            bytes_of[at:at] = chance.choice(
                [b"%s%n", b"\\u0000", b"\\ud83d\\ude00", b"[[", b"\xc3", b'"', b"-"]
            )
    return bytes(bytes_of).replace(b"\n", b" ") + b"\n"


@pytest.mark.parametrize("seed", range(4))
def test_every_line_of_junk_gets_one_reply(checked: Path, seed: int) -> None:
    """Four thousand damaged requests: as many replies, each a JSON-RPC one, and no misuse of memory."""
    chance = random.Random(seed)  # noqa: S311 (the same junk in every run)
    good = [
        line("lab.open", {"lab": LAB}),
        line("saf.define", {"database": "RACFA", "profile": "APP", "resource_class": "PTKTDATA"}),
        line("saf.refresh", {"system": "SYS1", "resource_class": "PTKTDATA"}),
        line(*start(debug=3), batch=2),
        line(*enter("MODIFY DCAS,DEBUG=2")),
        line(*ask(user="%s%n\u20ac\U0001f600\x00\x01")),
        line(*read("console")),
        line(*read("syslog")),
        line("dcas.stop", {"job": "DCAS", "system": "SYS1"}),
        line("lab.reset", {}),
    ]
    lines = [chance.choice(good) for _ in range(4000)]
    replies = send(checked, b"".join(one if chance.random() < 0.3 else mutated(chance, one) for one in lines))
    assert len(replies) == 4000
    assert all(("result" in reply) != ("error" in reply) for reply in replies)


# --- the server, where no scenario looks -----------------------------------------------------------


def test_a_request_is_served_where_application_and_user_are_known(subject: Path) -> None:
    """The answer has the user and the correlator, and no PassTicket."""
    answers = opened(subject, start(), ask())
    assert answers[1] == {"outcome": "passticket", "user": "ALICE", "correlator": "7"}


def test_a_request_is_refused_where_something_is_not_known(subject: Path) -> None:
    """Another application, another user, no user, a certificate, a SERVAUTH profile of that name."""
    wrong = [
        {"application": "OTHER"},
        {"user": "NOBODY"},
        {"user": ""},
        {"user": "", "certificate": "CN=ALICE"},
        {"application": "EZBDOMAIN"},
    ]
    assert outcomes(opened(subject, start(), *(ask(**one) for one in wrong))[1:]) == ["EACCES"] * 5


def test_nobody_listens_where_no_dcas_is_active(subject: Path) -> None:
    """Not started, still initializing, ended, on another system, on a system that is not there."""
    answers = opened(
        subject,
        ask(),
        start(until="initializing"),
        ask(),
        ("dcas.stop", {"job": "DCAS"}),
        start(),
        ask(system="SYS2"),
        ask(system="SYS9"),
        ("dcas.stop", {"job": "DCAS", "system": "SYS1"}),
        ask(),
    )
    no = "ECONNREFUSED"
    assert outcomes(answers) == [no, "started", no, "done", "started", no, no, "done", no]


def test_the_system_tells_two_jobs_of_one_name_apart(subject: Path) -> None:
    """Without a system such a job is not named, with one each is; a third of the name has no place."""
    jobs = [start(), start(system="SYS2"), start(), ask(), ask(system="SYS2"), ("dcas.stop", {"job": "DCAS"})]
    expected = ["started", "started", "EEXIST", "ECONNREFUSED", "passticket", "ESRCH"]
    assert outcomes(opened(subject, *jobs)) == expected


def test_the_end_of_a_job_is_the_end_of_no_other(subject: Path) -> None:
    """The one started first ends, the other two serve."""
    jobs = [start("ONE"), start("TWO"), start("THREE"), ("dcas.stop", {"job": "ONE"})]
    answers = opened(subject, *jobs, *(ask(job=job) for job in ("ONE", "TWO", "THREE")))
    assert outcomes(answers)[4:] == ["ECONNREFUSED", "passticket", "passticket"]


def test_a_system_knows_the_users_and_profiles_of_its_own_database(subject: Path) -> None:
    """What RACFA holds is nothing to a system that uses RACFB, where a profile may have the same name."""
    systems = [LAB["systems"][0], {**LAB["systems"][1], "database": "RACFB"}]
    define = {"database": "RACFB", "profile": "PAYAPP", "resource_class": "PTKTDATA"}
    answers = opened(
        subject,
        ("lab.open", {"lab": {**LAB, "systems": systems}}),
        start(system="SYS2"),
        start(debug=3, system="SYS1"),
        ask(system="SYS2"),
        ("saf.define", define),
        ("saf.refresh", {"system": "SYS2", "resource_class": "PTKTDATA"}),
        ask(system="SYS2"),
        ask(system="SYS1"),
    )
    assert outcomes(answers)[3:] == ["EACCES", "done", "done", "EACCES", "passticket"]


def test_a_profile_counts_on_a_system_that_was_refreshed(subject: Path) -> None:
    """Defined it is in the database, and refreshed on SYS1 it is in that system's copy only."""
    answers = opened(
        subject,
        start(),
        start(system="SYS2"),
        ("saf.define", {"database": "RACFA", "profile": "APP", "resource_class": "PTKTDATA"}),
        ask(application="APP", system="SYS1"),
        ("saf.refresh", {"system": "SYS1", "resource_class": "PTKTDATA"}),
        ask(application="APP", system="SYS1"),
        ask(application="APP", system="SYS2"),
    )
    assert outcomes(answers)[2:] == ["done", "EACCES", "done", "passticket", "EACCES"]


def test_what_cannot_be_defined_is_refused(subject: Path) -> None:
    """A profile that is there, another class, a database or system that is not there, a name too long."""
    define = {"database": "RACFA", "profile": "PAYAPP", "resource_class": "PTKTDATA"}
    answers = opened(
        subject,
        ("saf.define", define),
        ("saf.define", {**define, "resource_class": "SERVAUTH"}),
        ("saf.define", {**define, "database": "RACFB"}),
        ("saf.define", {**define, "profile": "A" * 247}),
        ("saf.define", {**define, "profile": "A" * 246}),
        ("saf.refresh", {"system": "SYS1"}),
        ("saf.refresh", {"system": "SYS9", "resource_class": "PTKTDATA"}),
    )
    assert outcomes(answers) == ["EEXIST", "EINVAL", "EINVAL", "ENOMEM", "done", "EINVAL", "EINVAL"]


def test_a_system_that_is_not_there_is_refused(subject: Path) -> None:
    """Wherever a system is named."""
    requests = [
        start(system="SYS9"),
        enter("F DCAS,DEBUG=1", "SYS9"),
        read("console", "SYS9"),
        read("syslog", "SYS9"),
    ]
    assert outcomes(opened(subject, *requests)) == ["EINVAL"] * 4


def test_a_reset_leaves_no_job_profile_or_message(subject: Path) -> None:
    """The lab is as it was opened: its own profile is there, what was defined since is not."""
    answers = opened(
        subject,
        start(),
        ("saf.define", {"database": "RACFA", "profile": "APP", "resource_class": "PTKTDATA"}),
        ("saf.refresh", {"system": "SYS1", "resource_class": "PTKTDATA"}),
        ask(application="APP"),
        enter("F DCAS,DEBUG=1"),
        ("lab.reset", {}),
        read("console"),
        read("syslog"),
        ask(),
        start(),
        ask(),
        ("saf.define", {"database": "RACFA", "profile": "APP", "resource_class": "PTKTDATA"}),
        ask(application="APP"),
    )
    assert [answers[6]["messages"], answers[7]["messages"]] == [[], []]
    assert outcomes(answers)[3:4] == ["passticket"]
    assert outcomes(answers)[8:] == ["ECONNREFUSED", "started", "passticket", "done", "EACCES"]


def test_its_clock_passes_by_what_it_is_told_and_begins_anew_with_the_scene(checked: Path) -> None:
    """Nothing here takes time; without this clock the harness would wait for messages that do not come."""
    reset: tuple[str, dict[str, Any]] = ("lab.reset", {})
    told = opened(
        checked,
        *(("clock.advance", {"seconds": one}) for one in (0.4, 0.1, 2)),
        reset,
        ("clock.advance", {"seconds": 0.25}),
    )
    assert [one.get("seconds") for one in told] == [0.4, 0.5, 2.5, None, 0.25]


def test_a_lab_without_room_is_absent_and_leaves_none_open(subject: Path) -> None:
    """Seventeen systems, a name too long, a user too many; the lab before it is closed all the same."""
    system = LAB["systems"][0]
    users = [{"id": f"U{number}"} for number in range(257)]
    for large in (
        {"systems": [{**system, "name": f"SYS{number}"} for number in range(17)]},
        {"systems": [{**system, "name": "S" * 247}]},
        {"databases": [{"name": "RACFA", "users": users}]},
        {"databases": [{"name": f"RACF{number}"} for number in range(17)]},
    ):
        answers = opened(subject, ("lab.open", {"lab": {**LAB, **large}}), read("console"))
        assert outcomes(answers) == ["absent", "EINVAL"]


def test_there_is_room_for_64_jobs(subject: Path) -> None:
    """The next is refused, until one has ended."""
    jobs = [start(f"DCAS{number}") for number in range(65)]
    answers = opened(subject, *jobs, ("dcas.stop", {"job": "DCAS3"}), start("LAST"), start("ONEMORE"))
    assert outcomes(answers) == ["started"] * 64 + ["ENOMEM", "done", "started", "ENOMEM"]


def test_commands_that_are_no_modify_are_answered_by_the_system(subject: Path) -> None:
    """One message at the console of a kind that is not DCAS's, none in syslog."""
    commands = [
        "",
        "D A,L",
        "MODIFY",
        "F DCAS",
        "F ,DEBUG=1",
        "F OTHER,DEBUG=1",
        "MODIFYDCAS,DEBUG=1",
        "F DCAS,TRACE=" + "1" * 600,
    ]
    answers = opened(
        subject, start(), *(enter(command) for command in commands), read("console"), read("syslog")
    )
    assert [message["kind"] for message in answers[-2]["messages"]] == ["other"] * 8
    assert answers[-1]["messages"] == []


def test_what_a_client_sends_is_logged_as_it_is(checked: Path) -> None:
    """Percent signs, quotes, control characters, NUL and characters of every length of UTF-8."""
    user = '%s%n "\\ \x00\x1f\x7f\u00e4\u20ac\U0001f600'
    answers = opened(checked, start(debug=3), ask(user=user), read("syslog"))
    assert any(message["text"].endswith(f" {user}") for message in answers[2]["messages"])


def test_long_data_are_cut_between_two_characters(checked: Path) -> None:
    """A message has up to 512 bytes, and is UTF-8 still."""
    for length in range(4):
        answers = opened(checked, start(debug=3), ask(user="a" * length + "\u20ac" * 1000), read("syslog"))
        longest = max((message["text"].encode() for message in answers[2]["messages"]), key=len)
        assert 509 < len(longest) <= 512
        assert longest.endswith("\u20ac".encode())


def test_a_flood_of_messages_is_bounded(checked: Path) -> None:
    """256 of the longest that there can be fit into a reply, and how many are gone is told first."""
    answers = opened(checked, start(debug=3), *[ask(user="\x01" * 600)] * 100, read("syslog"), read("syslog"))
    messages = answers[-2]["messages"]
    assert len(messages) == 257
    assert messages[0] == {"kind": "other", "text": "344 earlier messages are gone", "severity": None}
    assert answers[-1]["messages"] == []
