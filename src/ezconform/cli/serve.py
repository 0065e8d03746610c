"""`ezconform serve reference`: a Python adapter as a child process."""

import click


@click.command("serve")
@click.argument("adapter")
def command(adapter: str) -> None:
    """Serve ADAPTER (a bundled one, or py:FILE.py:Class) over standard input and output, until input ends.

    \b
    ezconform run --adapter "exec:ezconform serve reference"
    """  # noqa: D301 - see listing
    from ezconform.connection.connectors import python_adapter
    from ezconform.connection.serve import serve

    serve(python_adapter(adapter)())
