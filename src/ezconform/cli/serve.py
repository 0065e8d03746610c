"""`ezconform serve reference`: a Python adapter as a child process, or behind a socket."""

from contextlib import suppress

import click


@click.command("serve")
@click.argument("adapter")
@click.option(
    "--listen",
    metavar="ADDRESS",
    help="tcp:HOST:PORT (port 0: any that is free) or unix:PATH, instead of standard input and output.",
)
def command(adapter: str, listen: str | None) -> None:
    """Serve ADAPTER (a bundled one, or py:FILE.py:Class) over standard input and output, until input ends.

    With --listen it serves one connection after the other, each with a fresh adapter, until Ctrl-C or
    SIGTERM; the line it prints ends with what to give to --adapter. Nobody is asked who he is: a Unix socket
    is open to its owner only, TCP should stay on 127.0.0.1.

    \b
    ezconform run --adapter "exec:ezconform serve reference"
    ezconform serve reference --listen unix:adapter.socket
    """  # noqa: D301 - see listing
    from ezconform.connection.connectors import fresh, python_adapter
    from ezconform.connection.serve import serve

    factory = python_adapter(adapter)
    if listen is None:
        serve(fresh(factory))
        return
    from ezconform.cli.ending import signals_interrupt
    from ezconform.connection.listening_socket import listening

    # A signal is how this ends: no mistake, and so no exit code of one.
    with suppress(KeyboardInterrupt), signals_interrupt(), listening(listen) as held:
        click.echo(f"listening on {held.name}")
        held.serve(lambda: fresh(factory))
