"""`ezconform door pytest|behave`: starts a runner on the bundled specification, from a checkout or a wheel.

Knows command lines of the runners; runs nothing itself.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from ezconform import bundle, settings
from ezconform.connection.connectors import connector
from ezconform.protocol.faults import BadInput
from ezconform.specification import gate

PYTEST_PLUGIN = "ezconform.doors.pytest_plugin"
BEHAVE_RUNNER = "ezconform.doors.behave_runner:Runner"
BEHAVE_DEFINES = {
    "--adapter": "adapter",
    "--ezconform-report-dir": "report_dir",
    "--strict-inferred": "strict_inferred",
}


def run_door(name: str, args: Sequence[str], root: Path | None = None) -> int:
    """Run the door and return the runner's own exit code.

    `args` go to the runner as they are; without a path among them it gets the bundled features.

    Raises:
        BadInput: no door of that name, the gate is not green, or settings or adapter make no sense.
    """
    if name not in DOORS:
        raise BadInput(f"unknown door {name}; doors are {', '.join(DOORS)}")
    found = bundle.find(root)
    gate.require_green(found.root)
    _require_adapter(args)
    return DOORS[name](found, list(args))


def _require_adapter(args: Sequence[str]) -> None:
    """Refuse settings and adapter names here, in one line: runners tell bad input in frames of their own."""
    said = next((arg.partition("=")[2] for arg in args if arg.startswith("--adapter=")), None)
    if "--adapter" in args[:-1]:
        said = args[args.index("--adapter") + 1]
    settled = settings.read()
    connector(settings.adapter_name(said, os.environ, settled), settled.limits)


def _pytest(found: bundle.Bundle, args: list[str]) -> int:
    import pytest

    ours = ["-p", PYTEST_PLUGIN, "-c", os.devnull, f"--rootdir={found.root}", "-p", "no:cacheprovider"]
    return int(pytest.main([*ours, *_paths(found, args), *_values_joined(args)]))


def _behave(found: bundle.Bundle, args: list[str]) -> int:
    from behave.__main__ import main

    return int(main(["--runner", BEHAVE_RUNNER, *_defines(args), *_paths(found, args)]))


def _paths(found: bundle.Bundle, args: list[str]) -> list[str]:
    """The features, unless the user names some of them."""
    named = (Path(arg.partition("::")[0]).resolve() for arg in args if not arg.startswith("-"))
    return [] if any(path.is_relative_to(found.features) for path in named) else [str(found.features)]


def _values_joined(args: list[str]) -> list[str]:
    """`--tags @a` as `--tags=@a`: pytest would read options from a file called a."""
    joined: list[str] = []
    for arg in args:
        if arg.startswith("@") and joined:
            joined[-1] = f"{joined[-1]}={arg}"
        else:
            joined.append(arg)
    return joined


def _defines(args: list[str]) -> list[str]:
    """Our options in behave's words: `--adapter X` and `--adapter=X` become `-D adapter=X`."""
    said: list[str] = []
    rest = iter(args)
    for arg in rest:
        option, equals, value = arg.partition("=")
        if option not in BEHAVE_DEFINES:
            said.append(arg)
        elif option == "--strict-inferred":
            said += ["-D", "strict_inferred=yes"]
        else:
            said += ["-D", f"{BEHAVE_DEFINES[option]}={value if equals else next(rest, '')}"]
    return said


DOORS: dict[str, Callable[[bundle.Bundle, list[str]], int]] = {"pytest": _pytest, "behave": _behave}
