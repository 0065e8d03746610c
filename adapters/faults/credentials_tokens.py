"""Faults in the UTOKEN: its disguise, its fields, and what can be done with it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.partner.credentials import Credentials, program_credentials
from reference_impl.partner.request import RequestItem
from reference_impl.rules import V1R12, Rules
from reference_impl.security import Identity, TokenRefused, User, UserAttribute, Utoken
from reference_impl.security.utoken import FOREIGN_MASK, LENGTH, OUR_MASK, Mask, token_values

TOKEN = frozenset({RequestItem.UTOKEN})
TOKUSER, TOKGRUP = slice(64, 72), slice(72, 80)


def security(**changes: Any) -> Rules:
    return replace(V1R12, security=replace(V1R12.security, **changes))


def snapshot(changed: Any) -> Rules:
    """What the partner's stack tells is changed on the way."""

    def told(program: Any, server: Any) -> Any:
        return changed(program_credentials(program, server))

    return replace(V1R12, partner=replace(V1R12.partner, snapshot=told))


def unmasked(place: slice) -> Mask:
    """A disguise that leaves one place as it is."""
    key = bytearray(OUR_MASK.key)
    key[place] = bytes(place.stop - place.start)
    return Mask(bytes(key))


def values(**changes: Any) -> Rules:
    """Each named field of the token is made by a function of the identity instead."""
    return security(
        token_values=lambda identity: {
            **token_values(identity),
            **{name: made(identity) for name, made in changes.items()},
        }
    )


def same_for_everybody(_identity: Identity) -> Mapping[str, Any]:
    return {"TOKUSER": "NOBODY"}


def shortened(told: Credentials) -> Credentials:
    return replace(told, address_space_utoken=told.address_space_utoken[: LENGTH - 1])


def address_spaces_for_task(told: Credentials) -> Credentials:
    return replace(told, task_utoken=told.task_utoken and told.address_space_utoken)


def refusing(_data: bytes, _mask: Mask) -> Utoken:
    raise TokenRefused("UTOKEN", "cannot be mapped")


class Wordless(Utoken):
    """A mapped token of which only some fields can be reached."""

    def fields(self) -> dict[str, str]:
        return {name: value for name, value in super().fields().items() if name not in self.hidden}

    hidden = frozenset({"TOKSCL"})


class WithoutPortOfEntry(Wordless):
    hidden = frozenset({"TOKPOE"})


def default_group_environment(user: User, _group: str) -> Identity:
    return Identity.of(user, "SYS1")


def privileged_environment(user: User, group: str) -> Identity:
    return replace(Identity.of(user, group), attributes=frozenset({UserAttribute.TRUSTED}))


FAULTS = (
    Fault(
        "tokens-are-not-masked",
        "CRED-21",
        "The UTOKEN is returned as it is, every field readable.",
        security(mask=Mask(bytes(LENGTH))),
    ),
    Fault(
        "user-id-is-not-masked",
        "CRED-21",
        "The user ID stands readable in the UTOKEN.",
        security(mask=unmasked(TOKUSER)),
    ),
    Fault(
        "group-is-not-masked",
        "CRED-21",
        "The group stands readable in the UTOKEN.",
        security(mask=unmasked(TOKGRUP)),
    ),
    Fault(
        "one-token-for-everybody",
        "CRED-21",
        "Every user has the same UTOKEN.",
        security(token_values=same_for_everybody),
    ),
    Fault("79-bytes", "CRED-22", "A UTOKEN is one byte short.", snapshot(shortened)),
    Fault(
        "utoken-unasked",
        "CRED-22",
        "A UTOKEN comes with the user ID, asked for or not.",
        replace(
            V1R12,
            partner=replace(V1R12.partner, told=lambda items: items | TOKEN if items else items),
            waiting=replace(V1R12.waiting, fetched=lambda items: items | TOKEN if items else items),
        ),
    ),
    Fault("tokenmap-refuses", "CRED-23", "TOKENMAP refuses every UTOKEN.", security(tokenmap=refusing)),
    Fault(
        "tokenmap-hides-the-label",
        "CRED-23",
        "TOKENMAP gives no access to the security label.",
        security(tokenmap=Wordless.from_internal),
    ),
    Fault("no-user-id", "CRED-24", "The UTOKEN holds no user ID.", values(TOKUSER=lambda _identity: "")),
    Fault("no-group", "CRED-24", "The UTOKEN holds no group.", values(TOKGRUP=lambda _identity: "")),
    Fault(
        "user-and-group-are-swapped",
        "CRED-24",
        "The UTOKEN holds the group where the user ID belongs, and the user ID in its place.",
        values(TOKUSER=lambda identity: identity.group, TOKGRUP=lambda identity: identity.user),
    ),
    Fault(
        "task-token-is-the-address-spaces",
        "CRED-24",
        "The task's UTOKEN is that of its address space.",
        snapshot(address_spaces_for_task),
    ),
    Fault(
        "tokenmap-hides-the-port-of-entry",
        "CRED-24",
        "The mapped UTOKEN has no port of entry.",
        security(tokenmap=WithoutPortOfEntry.from_internal),
    ),
    Fault(
        "nobody-logs-in-by-token",
        "CRED-25",
        "No program can establish an environment from a UTOKEN.",
        security(login_permitted=lambda _authorized: False),
    ),
    Fault(
        "environment-in-another-group",
        "CRED-25",
        "The environment established is in group SYS1, whatever the token's.",
        security(environment=default_group_environment),
    ),
    Fault(
        "environment-is-trusted",
        "CRED-26",
        "The environment established is let in everywhere.",
        security(environment=privileged_environment),
    ),
    Fault(
        "anybody-logs-in-by-token",
        "CRED-27",
        "A program without any authority can establish the environment of its partner.",
        security(login_permitted=lambda _authorized: True),
    ),
    Fault(
        "foreign-tokens-are-accepted",
        "CRED-28",
        "A UTOKEN of another security product establishes an environment.",
        security(mask=FOREIGN_MASK),
    ),
)
