"""`ezconform protocol`: the adapter protocol for machines, as this installation speaks it."""

import click


@click.command("protocol")
@click.option("--openrpc", "form", flag_value="openrpc", default=True, help="The OpenRPC document (default).")
@click.option("--schema", "form", flag_value="schema", help="JSON Schemas of every line and every value.")
@click.option("--version", "form", flag_value="version", help="The version of the protocol and nothing else.")
def command(form: str) -> None:
    """Print the adapter protocol: an OpenRPC document, or JSON Schemas.

    \b
    ezconform protocol > protocol.openrpc.json
    ezconform protocol --schema > protocol.schema.json
    """  # noqa: D301 - see listing
    import json

    from ezconform.protocol import document
    from ezconform.protocol.verbs import PROTOCOL

    if form == "version":
        click.echo(PROTOCOL)
        return
    made = document.json_schemas() if form == "schema" else document.openrpc()
    click.echo(json.dumps(made, indent=2, ensure_ascii=False))
