"""Text as a string of TOML, for the files that are written for people to edit. Knows none of them."""

import json


def quoted(text: str) -> str:
    """A basic string of TOML; its escapes are those of JSON, but it refuses one character more."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
