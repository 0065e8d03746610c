"""A subject that behaves until it is asked to open the socket `bad`; then it does what its name says.

Usage: subject.py MISBEHAVIOUR [FIFO]. It holds the FIFO open as long as it or a child of it lives.
Written in plain Python without ezconform, as a stranger would.
"""

import json
import os
import signal
import sys
from typing import NoReturn

OUT = sys.stdout.buffer


def reply(number: object, **member: object) -> None:
    OUT.write(json.dumps({"jsonrpc": "2.0", "id": number, **member}).encode() + b"\n")
    OUT.flush()


def done(number: object) -> None:
    reply(number, result={"outcome": "done"})


def raw(data: bytes) -> None:
    OUT.write(data)
    OUT.flush()


def hang(_number: int = 0) -> NoReturn:
    while True:
        signal.pause()


def crash(_number: int) -> None:
    sys.stderr.write("out of storage\n")
    sys.stderr.flush()
    os._exit(3)


def killed(_number: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_without_name(_number: int) -> None:
    os.kill(os.getpid(), signal.SIGRTMIN + 6)


def exits(_number: int) -> None:
    sys.exit(0)


def half_line(_number: int) -> None:
    raw(b'{"jsonrpc":"2.0","i')
    os._exit(0)


def half_line_and_hang(_number: int) -> None:
    raw(b'{"jsonrpc":"2.0","i')
    hang()


def junk(_number: int) -> None:
    raw(b"I am \x1b[31mfine\x1b[0m <b>thanks</b>\n")


def not_utf8(_number: int) -> None:
    raw(b"\xff\xfe\xfd\n")


def empty_line(_number: int) -> None:
    raw(b"\n")


def nested(_number: int) -> None:
    raw(b"[" * 100_000 + b"\n")


def megabyte(number: int) -> None:
    reply(number, result={"outcome": "done", "more": "x" * 1_100_000})


def endless_line(_number: int) -> None:
    while True:
        raw(b"x" * 65536)


def wrong_id(number: int) -> None:
    done(number + 1)


def text_id(number: int) -> None:
    done(str(number))


def twice(number: int) -> None:
    line = json.dumps({"jsonrpc": "2.0", "id": number, "result": {"outcome": "done"}}).encode() + b"\n"
    raw(line + line)


def notification(_number: int) -> None:
    raw(b'{"jsonrpc":"2.0","method":"hello","params":{}}\n')


def wrong_kind(number: int) -> None:
    reply(number, result={"outcome": "opened"})


def no_outcome(number: int) -> None:
    reply(number, result={})


def unknown_field(number: int) -> None:
    reply(number, result={"outcome": "done", "really": True})


def neither(number: int) -> None:
    reply(number)


def both(number: int) -> None:
    reply(number, result={"outcome": "done"}, error={"code": -32603, "message": "no"})


def error(number: int) -> None:
    reply(number, error={"code": -32603, "message": "two\nlines"})


def unreadable(_number: int) -> None:
    reply(None, error={"code": -32700, "message": "parse error"})


def unknown_verb(number: int) -> None:
    reply(number, error={"code": -32601, "message": "method not found"})


def closes_output(_number: int) -> None:
    os.close(1)
    hang()


def closes_input(_number: int) -> None:
    os.close(0)
    hang()


def closes_both(_number: int) -> None:
    os.close(0)
    os.close(1)
    hang()


def stubborn(_number: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    hang()


def leaves_grandchild(_number: int) -> None:
    if os.fork() == 0:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        hang()
    os._exit(4)


def floods_stderr(number: int) -> None:
    for _ in range(64):
        sys.stderr.write("flood " * 10_000 + "\n")
    sys.stderr.flush()
    done(number)


def floods_stderr_forever(_number: int) -> None:
    while True:
        sys.stderr.write("flood " * 10_000 + "\n")


def behaves(number: int) -> None:
    done(number)


def ignores_end_of_input(number: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    done(number)
    hang()


def initialize(number: int, protocol: str = "1.0") -> None:
    capabilities = ["build-labs"]
    subject = {"protocol": protocol, "name": "miniature", "version": "1", "classes": ["routing"]}
    reply(number, result={"outcome": "subject", "capabilities": capabilities, **subject})


def start_exit() -> None:
    sys.stderr.write("no licence\n\n")
    sys.exit(9)


def start_junk() -> None:
    raw(b"Welcome to miniature 1.0\n")
    hang()


def start_hang() -> None:
    hang()


def start_other_version() -> None:
    initialize(json.loads(sys.stdin.readline())["id"], "7.3")
    hang()


def start_refuses_version() -> None:
    reply(json.loads(sys.stdin.readline())["id"], error={"code": -32000, "message": "I speak 7.3 only"})
    hang()


def start_not_an_object() -> None:
    reply(json.loads(sys.stdin.readline())["id"], result=[1])
    hang()


def start_no_version() -> None:
    reply(json.loads(sys.stdin.readline())["id"], result={"outcome": "subject"})
    hang()


def start_knows_everything() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        initialize(request["id"]) if request["method"] == "initialize" else done(request["id"])


def start_other_error() -> None:
    initialize(json.loads(sys.stdin.readline())["id"])
    error(json.loads(sys.stdin.readline())["id"])
    hang()


def main() -> None:
    misbehave = globals()[sys.argv[1]]
    if len(sys.argv) > 2:
        os.set_inheritable(os.open(sys.argv[2], os.O_WRONLY), True)
    if misbehave.__name__.startswith("start_"):
        misbehave()
    for line in sys.stdin:
        request = json.loads(line)
        number, method, params = request["id"], request["method"], request["params"]
        if method == "initialize":
            initialize(number)
        elif method.startswith("probe."):
            reply(number, error={"code": -32601, "message": "method not found"})
        elif method == "lab.open":
            reply(number, result={"outcome": "opened"})
        elif params.get("socket") == "bad":
            misbehave(number)
        else:
            done(number)


if __name__ == "__main__":
    main()
