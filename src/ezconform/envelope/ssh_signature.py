"""Signatures by `ssh-keygen -Y`, made and checked offline. Source: ssh-keygen(1), section ALLOWED SIGNERS.

Knows that tool's ways; knows nothing of what is signed.
"""

import subprocess
from pathlib import Path

from ezconform.protocol.faults import BadInput

TOOL = "ssh-keygen"
NAMESPACE = "ezconform"
"""Ties a signature to its purpose: one made for something else is refused."""

SECONDS = 60


def sign(content: bytes, key: Path) -> bytes:
    """The signature by a private key, or by a public one whose other half an agent holds.

    Raises:
        BadInput: the tool is missing or refuses.
    """
    done = _run("sign", "-f", str(key), "-n", NAMESPACE, content=content)
    if done.returncode:
        raise BadInput(f"{key}: cannot sign: {_said(done)}")
    return done.stdout


def signer(content: bytes, signature: Path, allowed: Path) -> str:
    """Who of the allowed signers signed this content; empty if none of them did."""
    found = _run("find-principals", "-s", str(signature), "-f", str(allowed))
    for name in found.stdout.decode(errors="replace").splitlines():
        given = ("-f", str(allowed), "-I", name, "-n", NAMESPACE, "-s", str(signature))
        if _run("verify", *given, content=content).returncode == 0:
            return name
    return ""


def intact(content: bytes, signature: Path) -> bool:
    """Whether the signature is one of this content, by whomever."""
    return _run("check-novalidate", "-n", NAMESPACE, "-s", str(signature), content=content).returncode == 0


def _run(action: str, *arguments: str, content: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - a fixed tool; the arguments are paths the user gave
            [TOOL, "-Y", action, *arguments],
            input=content,
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except FileNotFoundError:
        raise BadInput(f"{TOOL} is not there; it comes with OpenSSH") from None
    except subprocess.TimeoutExpired:
        raise BadInput(
            f"{TOOL} did not end in {SECONDS} seconds; does the key ask for a passphrase?"
        ) from None


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else f"exit code {done.returncode}"
