"""Skeletons of adapters: files from templates, and for C the generic part of the bundled adapter in C.

Knows files; starts nothing and overwrites nothing.
"""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import jinja2

from ezconform import bundle
from ezconform.protocol.faults import BadInput
from ezconform.protocol.verbs import PROTOCOL

TEMPLATES = Path(__file__).parent / "templates"
NAMES = re.compile(r"[^A-Za-z0-9 ._-]")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """`files` are those of its own with what they know, `copied` those of adapters/dcas_c."""

    needs: str
    build: tuple[str, ...]
    command: str
    files: tuple[tuple[str, str], ...]
    copied: tuple[str, ...] = ()


C_FILES = ("main", "protocol", "verbs", "json_reader", "json_writer", "text")
SKELETONS = {
    "python": Skeleton(
        "Python 3", (), "python3 adapter.py", (("adapter.py", "the verbs, and the loop that answers lines"),)
    ),
    "javascript": Skeleton(
        "Node 18 or later",
        (),
        "node adapter.mjs",
        (("adapter.mjs", "the verbs, and the loop that answers lines"),),
    ),
    "java": Skeleton(
        "a JDK, 17 or later",
        ("javac -encoding UTF-8 -d build Adapter.java Json.java",),
        "java -cp build Adapter",
        (("Adapter.java", "the verbs, and the loop that answers lines"), ("Json.java", "JSON")),
    ),
    "c": Skeleton(
        "a C11 compiler",
        ("cc -std=c11 -O2 -o adapter " + " ".join(f"{name}.c" for name in C_FILES),),
        "./adapter",
        (("verbs.c", "the verbs: the file to work in; the others know lines and JSON, and need no change"),),
        tuple(
            name
            for stem in C_FILES
            for name in (f"{stem}.c", f"{stem}.h")
            if name not in {"verbs.c", "main.h"}
        ),
    ),
}


def write(folder: Path, language: str) -> tuple[str, ...]:
    """Write the skeleton into a new or empty folder; what to tell the user, line by line.

    Raises:
        BadInput: the folder holds something, or cannot be written.
    """
    made = SKELETONS[language]
    texts = _texts(folder.resolve().name, language, made)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise BadInput(f"{folder} is not empty; a skeleton goes into a new folder")
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as problem:
        raise BadInput(f"cannot write to {folder}: {problem.strerror}") from None
    steps = (f"cd {shlex.quote(str(folder))}", *made.build, f"ezconform adapter check {made.command}")
    return (f"{folder}: {', '.join(sorted(texts))}", "next:", *(f"  {step}" for step in steps))


def _texts(name: str, language: str, made: Skeleton) -> dict[str, str]:
    """Every file by name. The folder's name goes into string literals: only harmless characters stay."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 - program texts, no markup; see the name below
    )
    values = {
        "name": NAMES.sub("-", name) or "adapter",
        "protocol": PROTOCOL,
        "language": language,
        "needs": made.needs,
        "build": made.build,
        "command": made.command,
        "files": made.files,
    }
    texts = {file: environment.get_template(f"{language}/{file}.j2").render(values) for file, _ in made.files}
    texts["README.md"] = environment.get_template("README.md.j2").render(values)
    source = bundle.find().adapters / "dcas_c"
    return texts | {file: (source / file).read_text(encoding="utf-8") for file in made.copied}
