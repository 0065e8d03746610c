"""What the user types after --adapter, turned into a way to a subject.

`reference` or another file of the bundled adapters, `py:FILE.py:Class`, `exec:COMMAND ARGUMENTS`,
`tcp:HOST:PORT`, `unix:PATH`. Knows files and commands; knows no verb. Nothing is started here.
"""

import importlib.util
import re
import shlex
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ezconform import bundle
from ezconform.connection.codec import shown
from ezconform.connection.conversation import Conversation
from ezconform.connection.in_process import InProcess
from ezconform.connection.limits import Limits
from ezconform.connection.tcp_address import tcp_address
from ezconform.connection.transport import Transport
from ezconform.protocol.adapter import Adapter, Connection
from ezconform.protocol.faults import BadInput, CannotStart

Factory = Callable[..., Adapter]
FORMS = "a name, py:FILE.py:Class, exec:COMMAND, tcp:HOST:PORT or unix:PATH"
_NAME = re.compile(r"[a-z][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Way:
    """A Connector: the name as the user typed it, and how to start a transport."""

    name: str
    start: Callable[[Limits], Transport]
    limits: Limits

    def connect(self) -> Connection:
        return Conversation(self.start(self.limits), self.limits)


def connector(name: str, limits: Limits | None = None) -> Way:
    """The way to the adapter that the user named.

    Raises:
        BadInput: it names nothing that could be started; the message lists what there is.
    """
    form, colon, rest = name.partition(":")
    start = _FORMS[form](rest) if colon and form in _FORMS else _python(python_adapter(name))
    return Way(name, start, limits or Limits())


def python_adapter(name: str) -> Factory:
    """The class of a bundled adapter or of `py:FILE.py:Class`; calling it gives a fresh adapter.

    Raises:
        BadInput: there is no such file or class, or it cannot be loaded.
    """
    if name.startswith("py:"):
        return _from_file(name[3:])
    folder = bundle.find().adapters
    file = folder / f"{name.replace('-', '_')}.py"
    if not _NAME.fullmatch(name) or not file.is_file():
        words = name.split()
        if words and shutil.which(words[0]):
            raise BadInput(f"unknown adapter {shown(name)!r}; to run that command give 'exec:{shown(name)}'")
        there = ", ".join(bundled()) or "none"
        raise BadInput(f"unknown adapter {shown(name)!r}; bundled are {there}; or give {FORMS}")
    return _class(file, "".join(part.capitalize() for part in file.stem.split("_")))


def bundled() -> tuple[str, ...]:
    """Names of the bundled adapters, sorted."""
    return tuple(sorted(file.stem for file in bundle.find().adapters.glob("[a-z]*.py")))


def _from_file(rest: str) -> Factory:
    path, _, name = rest.rpartition(":")
    if not path or not name:
        raise BadInput(f"adapter py:{shown(rest)} lacks its class; write py:FILE.py:Class")
    file = Path(path)
    if not file.is_file():
        raise BadInput(f"adapter file {shown(path)} does not exist")
    folder = str(file.resolve().parent)
    if folder not in sys.path:
        sys.path.append(folder)  # so that an adapter of several files can import its own
    return _class(file, name)


def _class(file: Path, name: str) -> Factory:
    spec = importlib.util.spec_from_file_location(f"ezconform_adapter_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise BadInput(f"adapter {file} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their own module up
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as problem:  # noqa: BLE001 - whatever the user's file does wrong is one line
        raise BadInput(f"adapter {file} cannot be loaded: {_named(problem)}") from None
    found: Any = getattr(module, name, None)
    if not callable(found):
        raise BadInput(f"adapter {file} has no class {shown(name)}")
    factory: Factory = found
    return factory


def fresh(factory: Factory) -> Adapter:
    """A new adapter of that class.

    Raises:
        CannotStart: the class cannot be called.
    """
    try:
        return factory()
    except (Exception, SystemExit) as problem:  # noqa: BLE001 - see _class
        raise CannotStart(f"the adapter's class cannot be called: {_named(problem)}") from None


def _python(factory: Factory) -> Callable[[Limits], Transport]:
    return lambda limits: InProcess(fresh(factory), limits)


def _exec(rest: str) -> Callable[[Limits], Transport]:
    try:
        command = shlex.split(rest)
    except ValueError as problem:
        raise BadInput(f"adapter exec:{shown(rest)} is not a command line: {problem}") from None
    if not command:
        raise BadInput("adapter exec: lacks its command")

    def start(limits: Limits) -> Transport:
        from ezconform.connection.child import Child  # only who needs processes pays for them

        return Child(command, limits)

    return start


def _tcp(rest: str) -> Callable[[Limits], Transport]:
    address = tcp_address(rest)
    if address is None:
        raise BadInput(f"adapter tcp:{shown(rest)} is not tcp:HOST:PORT")

    def start(limits: Limits) -> Transport:
        from ezconform.connection.endpoint import over_tcp

        return over_tcp(*address, limits)

    return start


def _unix(rest: str) -> Callable[[Limits], Transport]:
    if not rest:
        raise BadInput("adapter unix: lacks its path")

    def start(limits: Limits) -> Transport:
        from ezconform.connection.endpoint import over_unix

        return over_unix(rest, limits)

    return start


def _py(rest: str) -> Callable[[Limits], Transport]:
    return _python(_from_file(rest))


def _named(problem: BaseException) -> str:
    return shown(f"{type(problem).__name__}: {problem}")


_FORMS: dict[str, Callable[[str], Callable[[Limits], Transport]]] = {
    "py": _py,
    "exec": _exec,
    "tcp": _tcp,
    "unix": _unix,
}
