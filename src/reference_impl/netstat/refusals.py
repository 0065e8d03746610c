"""Why Netstat refuses a request. A refusal names the option and value at fault; nothing is shown."""


class NetstatRefused(Exception):  # noqa: N818  - the manuals speak of refusals, not errors
    """The report is not made. `option` is Netstat's own spelling, `value` what was given for it."""

    def __init__(self, option: str, value: str, why: str) -> None:
        """Keep the place apart from the reason; the message holds both."""
        super().__init__(f"{option} {value}: {why}".strip())
        self.option = option
        self.value = value
        self.why = why


class TooManyValues(NetstatRefused):
    """A filter was given more values than it takes. Source: manual, six for each filter."""


class BadFilterValue(NetstatRefused):
    """A filter value is not one: a client name too long, no address, no port."""


class NothingMatches(NetstatRefused):
    """A filter that matches nothing, where the rules have that refused."""


class ShortFormRefused(NetstatRefused):
    """FORMAT SHORT on an IPv6-enabled stack; the manual's message is EZZ2383I."""
