"""What is wrong with a reply, in words for whoever builds the adapter.

Knows requests and replies; knows neither stages nor connections.
"""

from collections.abc import Sequence

from ezconform.adapter_kit.stage import Lacking
from ezconform.connection.codec import Error, ErrorCode, shown
from ezconform.protocol.answers import Answer, Refused
from ezconform.protocol.lab import Value
from ezconform.protocol.verbs import VERB_OF

NO_VERB = "the adapter does not have this verb"


def verb_of(request: Value) -> str:
    return VERB_OF[type(request)].name


def kind_of(reply: Answer | Error) -> str:
    """The outcome, with the errno of a refusal or the code of an error."""
    if isinstance(reply, Error):
        return f"error {reply.code}"
    return f"refused with {reply.errno}" if isinstance(reply, Refused) else str(reply.__struct_config__.tag)


def of_error(request: Value, reply: Error) -> str:
    if reply.code == ErrorCode.METHOD_NOT_FOUND:
        return f"{verb_of(request)}: {NO_VERB}"
    return f"{verb_of(request)}: error {reply.code}: {shown(reply.message)}"


def complaint(request: Value, reply: Answer | Error, scene: Sequence[Value]) -> str:
    """What a reply says is not there; empty: nothing. What sets the `scene` must not be refused."""
    if isinstance(reply, Error):
        return of_error(request, reply)
    if isinstance(reply, Refused) and request in scene:
        errno, reason = shown(reply.errno, 40), shown(reply.reason)
        return f"{verb_of(request)}: refused with {errno} in the plainest of scenes {reason}".rstrip()
    return ""


def require_results(replies: Sequence[Answer | Error], requests: Sequence[Value]) -> None:
    """Refuse errors; any result will do.

    Raises:
        Lacking: the first error, in words.
    """
    for reply, request in zip(replies, requests, strict=True):
        if isinstance(reply, Error):
            raise Lacking(of_error(request, reply))
