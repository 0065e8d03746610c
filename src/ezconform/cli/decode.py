"""`ezconform decode 8E E0`: the two Netstat flags in words."""

import click


class _HexByte(click.ParamType[int]):
    name = "two hexadecimal digits"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        digits = value.upper().removeprefix("X'").removeprefix("0X").removesuffix("'")
        if len(digits) != 2 or not set(digits) <= set("0123456789ABCDEF"):  # noqa: PLR2004 - see name
            self.fail(f"{value!r} is not two hexadecimal digits", param, ctx)
        return int(digits, 16)


@click.command("decode")
@click.argument("cluster", type=_HexByte(), metavar="CLUSTER")
@click.argument("trusted", type=_HexByte(), metavar="TRUSTED")
def command(cluster: int, trusted: int) -> None:
    """Say in words what TcpClusterConnFlag CLUSTER and TcpTrustedPartner TRUSTED of a Netstat report mean.

    \b
    ezconform decode 8E E0
    """  # noqa: D301 - see listing
    from ezconform.netstat.flags import decode

    click.echo("\n".join(decode(cluster, trusted)))
