"""The settings file `ezconform.toml`, and which adapter is meant. Knows files and words, starts nothing."""

import datetime as dt
import secrets
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec

from ezconform.connection.limits import Limits
from ezconform.engine.deviations import Declarations, Deviation
from ezconform.engine.disguise import Disguise
from ezconform.protocol.faults import BadInput
from ezconform.protocol.lab import LabDefinition
from ezconform.protocol.values import ConformanceClass

FILE = "ezconform.toml"
VARIABLE = "EZCONFORM_ADAPTER"
SALT = "EZCONFORM_CREDENTIAL_SALT"
DEFAULT = "reference"
Words = Annotated[str, msgspec.Meta(min_length=1)]


class Credentials(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `[credentials]` table: how those of a fixed lab stand in evidence; see `Disguise`.

    `show`: as they are. `salt`: key of the digests, a secret; the variable EZCONFORM_CREDENTIAL_SALT wins;
    empty: another one in every run. `users`, `groups`: real names; the first is `user#1` or `group#1`.
    """

    show: bool = False
    salt: str = ""
    users: tuple[Words, ...] = ()
    groups: tuple[Words, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a name that would have two aliases."""
        for names in (self.users, self.groups):
            folded = [one.upper() for one in names]
            if len(set(folded)) != len(folded):
                raise ValueError("a name is there twice")


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a project may settle in its folder; every key is optional.

    `adapter`: as after --adapter. `classes`: those to run, empty for all. `report_dir`: where runs
    are written, empty for the command line's own default. `limits`: see `Limits`. `deviations`: the
    `[[deviation]]` tables, see `Deviation`. `credentials`: see `Credentials`.
    """

    adapter: str = ""
    classes: tuple[ConformanceClass, ...] = ()
    report_dir: str = ""
    limits: Limits = Limits()
    credentials: Credentials = Credentials()
    deviations: tuple[Deviation, ...] = msgspec.field(name="deviation", default=())

    @property
    def declarations(self) -> Declarations:
        """The known deviations as they stand today."""
        return Declarations(self.deviations, dt.datetime.now(dt.UTC).date())

    def disguise(self, labs: Mapping[str, LabDefinition], environment: Mapping[str, str]) -> Disguise | None:
        """For credentials of a fixed lab; None: they are to be shown."""
        if self.credentials.show:
            return None
        salt = (environment.get(SALT) or self.credentials.salt).encode(errors="surrogateescape")
        users, groups = self.credentials.users, self.credentials.groups
        return Disguise(salt or secrets.token_bytes(16), labs, users, groups, lasting=bool(salt))


def read(file: Path | None = None) -> Settings:
    """The settings in `file`; None: in `ezconform.toml` of the working directory, if it is there.

    Raises:
        BadInput: unreadable, not TOML, an unknown key, or a value that does not fit its key.
    """
    path = file or Path(FILE)
    if file is None and not path.exists():
        return Settings()
    return _converted(path, _table(path))


def adapter_name(option: str | None, environment: Mapping[str, str], settings: Settings) -> str:
    """Which adapter is meant: --adapter, else EZCONFORM_ADAPTER, else the file, else `reference`.

    Raises:
        BadInput: --adapter is given and empty, as by a variable that is not set; that is not `reference`.
    """
    if option == "":
        raise BadInput("--adapter is empty; name an adapter or leave the option out")
    return option or environment.get(VARIABLE) or settings.adapter or DEFAULT


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise BadInput(f"{path}: {problem.strerror}") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path}: not UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        raise BadInput(f"{path}: not TOML: {problem}") from None


def _converted(path: Path, table: dict[str, Any]) -> Settings:
    _refuse_unknown(path, table, Settings, "")
    _refuse_unknown(path, table.get("limits"), Limits, "limits.")
    _refuse_unknown(path, table.get("credentials"), Credentials, "credentials.")
    for deviation in table.get("deviation", ()) if isinstance(table.get("deviation"), list) else ():
        _refuse_unknown(path, deviation, Deviation, "deviation.")
    try:
        return msgspec.convert(table, Settings)
    except msgspec.ValidationError as problem:
        reason, _, place = str(problem).partition(" - at `$.")
        raise BadInput(f"{path}: {place.rstrip('`')}: {reason}") from None


def _refuse_unknown(path: Path, table: object, kind: type[msgspec.Struct], prefix: str) -> None:
    """What is no table is left to the conversion, which says so."""
    for key in table if isinstance(table, dict) else ():
        if key not in kind.__struct_encode_fields__:
            known = ", ".join(kind.__struct_encode_fields__)
            raise BadInput(f"{path}: unknown key {prefix}{key}; there are {known}")
