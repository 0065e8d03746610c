"""What the operand of a MODIFY of DCAS asks for. Total: every text is one of three requests."""

from dataclasses import dataclass

from reference_impl.dcas.levels import Levels

KEYWORD = "DEBUG"


@dataclass(frozen=True, slots=True)
class NewLevel:
    """`DEBUG=n` with a level that exists."""

    level: int


@dataclass(frozen=True, slots=True)
class UnknownParameter:
    """Anything whose keyword is not DEBUG; `text` is the operand as received."""

    text: str


@dataclass(frozen=True, slots=True)
class UnknownLevel:
    """`DEBUG=` with anything but a level; `text` is what stands after the equal sign."""

    text: str


ModifyRequest = NewLevel | UnknownParameter | UnknownLevel


def read_operand(operand: str, levels: Levels) -> ModifyRequest:
    """Read the text after `MODIFY job,`.

    The keyword may have any case; blanks around it and around the value do not matter. The value
    is one of the level digits and nothing else: empty, signed, zero-padded and listed values are
    unknown levels; a missing equal sign is an unknown parameter (our choices).
    """
    text = operand.strip()
    keyword, equal_sign, value = text.partition("=")
    if keyword.strip().upper() != KEYWORD or not equal_sign:
        return UnknownParameter(text)
    value = value.strip()
    known = {str(level): level for level in levels}
    return NewLevel(known[value]) if value in known else UnknownLevel(value)
