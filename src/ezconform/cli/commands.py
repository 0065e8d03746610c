"""The table of commands. A command's module is imported only when it is asked for."""

import importlib
from typing import Any

import click

from ezconform import __version__

EXAMPLES = """\b
Examples:
  ezconform run                                   the bundled reference implementation
  ezconform run --adapter "exec:./my-adapter"     your own implementation
  ezconform adapter new my-adapter --lang c       a skeleton to connect it with: python, c, java, javascript
  ezconform docs adapters                         how to go on from there
  ezconform run --class waiting --tags "not @choice"
  ezconform explain WAIT-03                       a requirement and its sources
  ezconform report html latest                    a report of the last run

\b
Exit codes: 0 good, 1 non-conformant, 2 bad input, 3 incomplete, 4 harness fault, 130 interrupted.
"""

# Command, module (its function has the command's name, `_command` behind it), one line of help.
COMMANDS = {
    "run": ("run", "Run the specification against a subject and write the reports."),
    "list": ("listing", "List requirements or scenarios."),
    "explain": ("explain", "Show a requirement: its sentence, sources and scenarios."),
    "lint": ("lint", "Check the feature files and the steps."),
    "decode": ("decode", "Say the two Netstat flags in words."),
    "report": ("report", "Make a report of a run, or sign and verify it."),
    "compare": ("compare", "Hold runs against each other: what changed, who passes what."),
    "review": ("review", "Review the source's statements, and sign them."),
    "serve": ("serve", "Serve a Python adapter over standard input and output, or on a socket."),
    "adapter": ("adapter", "Write an adapter: a skeleton, and what is missing next."),
    "protocol": ("protocol", "Print the adapter protocol: OpenRPC document or JSON Schemas."),
    "shell": ("shell", "Try a subject by hand: type steps and verbs."),
    "prove": ("prove", "Break the reference on purpose and show which scenario notices."),
    "door": ("door", "Run the features through pytest or behave."),
    "docs": ("docs", "Print a page of the documentation; without a name, list them."),
}


class ReaderGone(Exception):  # noqa: N818 - named after what happened
    """Whoever read our output has gone, as `head` does."""


class Commands(click.Group):
    """A group that knows its commands by name and imports the one that is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"ezconform.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Keep a broken pipe from click, which would make our code for non-conformant of it."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderGone from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


@click.command(cls=Commands, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ezconform", message="%(prog)s %(version)s")
def ezconform() -> None:
    """Conformance harness for trusted TCP connections and DCAS MODIFY DEBUG of z/OS V1R12."""
