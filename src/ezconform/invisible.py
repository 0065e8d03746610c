"""How a character that cannot be seen is written, in whatever is shown. Decides of none whether it can."""


def as_code(character: str) -> str:
    """Its code point, as Python and many others write it in a string."""
    code = ord(character)
    if code <= 0xFF:  # noqa: PLR2004 - what two hexadecimal digits can say
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - four digits
