"""One run through another runner's door: the specification, the session and the recorder behind it.

Knows no runner. Each door tells it what its runner is about to do and shows the findings its own way.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ezconform import bundle, settings
from ezconform.connection.connectors import connector
from ezconform.engine.assembly import run_results
from ezconform.engine.judgement import Finding, is_warning
from ezconform.engine.recorder import Recorder, not_run
from ezconform.engine.run import INTERRUPTED, Execution, require_all
from ezconform.engine.session import Session
from ezconform.protocol.answers import Subject
from ezconform.protocol.faults import BadInput
from ezconform.reports import canonical
from ezconform.results import RunResults, ScenarioResult
from ezconform.specification import gate, read
from ezconform.specification.model import Scenario, Specification
from ezconform.verdict import Verdict
from ezconform.vocabulary.step_table import StepTable, load

REPORT_DIR = "EZCONFORM_REPORT_DIR"
RESULTS_FILE = "results.json"
ASIDE = frozenset({Verdict.DIFFERS, Verdict.NOT_APPLICABLE, Verdict.COULD_NOT_RUN})
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class DoorOptions:
    """What the user said through the runner. Empty: the environment, the settings file, the default.

    `salt`: what digests of credentials use if nothing else is kept; the same for all processes of a run.
    """

    adapter: str = ""
    report_dir: str = ""
    strict_inferred: bool = False
    salt: str = ""


@dataclass
class DoorRun:
    """`begin`, `run_step` for each step, `finish`; at the end `close`.

    Scenarios are found by file, name and case, since runners differ in order and in numbering.
    """

    spec: Specification
    options: DoorOptions
    session: Session
    table: StepTable
    recorder: Recorder
    folder: Path | None = None
    results: list[ScenarioResult] = field(default_factory=list)
    by_key: dict[Key, Scenario] = field(default_factory=dict)
    _scenario: Scenario | None = None
    _next_step: int = 0

    def scenario(self, path: str | Path, name: str, case: str) -> Scenario:
        """The scenario a runner means.

        Raises:
            BadInput: the runner has made up one that is not in the specification.
        """
        uri = Path(path).resolve().relative_to(self.spec.root).as_posix()
        try:
            return self.by_key[uri, name, case]
        except KeyError:
            raise BadInput(f"{uri}: the runner found a scenario that is not there: {name!r} {case}") from None

    def begin(self, scenario: Scenario) -> Finding | None:
        self._scenario, self._next_step = scenario, 0
        return self.recorder.begin(scenario)

    def run_step(self, text: str) -> Finding | None:
        """Run the next step, which the runner reads as `text`."""
        assert self._scenario is not None  # noqa: S101 - runners begin a scenario before its steps
        step = self._scenario.steps[self._next_step]
        self._next_step += 1
        if step.text != text:
            read_as = f"the runner reads {text!r} where the specification says {step.text!r}"
            self.recorder.abandon(Finding(Verdict.HARNESS_FAULT, read_as))
        return self.recorder.run_step(step)

    def interrupt(self) -> None:
        self.recorder.abandon(Finding(Verdict.COULD_NOT_RUN, INTERRUPTED))

    def finish(self) -> ScenarioResult:
        result = self.recorder.finish()
        self.results.append(result)
        return result

    def is_warning(self, finding: Finding, scenario: Scenario) -> bool:
        """A failure that is shown as one that was to be expected: declared, or not binding if not strict."""
        return finding.verdict is Verdict.KNOWN_DEVIATION or (
            not self.options.strict_inferred and is_warning(finding.verdict, scenario.requirement)
        )

    def close(self, selected: Iterable[Scenario], interrupted: str = "") -> RunResults:
        """End the adapter, check that all selected ran, write the results file if one is wanted.

        Raises:
            RuntimeError: something selected did not run, although nothing interrupted the run.
        """
        self.session.close()
        who = self.session.subject, self.session.name
        results = whole(self.spec, list(selected), self.results, interrupted, who)
        if self.folder is not None:
            write(self.folder, results)
        return results


def whole(
    spec: Specification,
    selected: Sequence[Scenario],
    found: Sequence[ScenarioResult],
    interrupted: str,
    who: tuple[Subject | None, str],
) -> RunResults:
    """The results of a run of `selected`; `who` is the subject, and the adapter's name.

    Raises:
        RuntimeError: something selected did not run, although nothing interrupted the run.
    """
    done = {one.id for one in found}
    left = [one for one in selected if one.id not in done] if interrupted else []
    results = [*found, *(not_run(one, interrupted) for one in left)]
    require_all(selected, results)
    subject, adapter = who
    return run_results(spec, selected, Execution(results, interrupted), subject, adapter)


def write(folder: Path, results: RunResults) -> None:
    (folder / RESULTS_FILE).write_bytes(canonical.encode(results))


def start(root: Path, options: DoorOptions) -> DoorRun:
    """Hold the specification at `root` to the gate, read it, and start the adapter.

    Raises:
        BadInput: the specification, the settings or the adapter's name is wrong.
        CannotStart: the adapter does not start.
    """
    folder = report_folder(options)
    gate.require_green(root)
    spec = read(root)
    table = load(bundle.find(root).steps)
    settled = settings.read()
    settled.declarations.require_targets(spec)
    adapter = settings.adapter_name(options.adapter or None, os.environ, settled)
    session = Session(connector(adapter, settled.limits), settled.limits)
    session.connection()
    shared = {} if settled.credentials.salt or not options.salt else {settings.SALT: options.salt}
    disguise = settled.disguise(spec.labs, shared | os.environ)
    recorder = Recorder(table, spec.labs, session, settled.declarations, disguise)
    run = DoorRun(spec, options, session, table, recorder, folder)
    run.by_key = {(one.uri, one.name, one.case): one for one in spec.scenarios}
    return run


def report_folder(options: DoorOptions) -> Path | None:
    """The folder for the results, made now, so that a run does not end in vain. None: none is wanted."""
    named = options.report_dir or os.environ.get(REPORT_DIR, "")
    if not named:
        return None
    try:
        Path(named).mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise BadInput(f"report directory {named}: {problem.strerror}") from None
    return Path(named)


def root_of(path: Path) -> Path | None:
    """The folder with features/ that a feature file belongs to; None: it is not one of ours.

    Ours have steps beside them, or at least the registers among them.
    """
    for folder in path.resolve().parents:
        ours = (folder.parent / "steps").is_dir() or (folder / "claims.toml").is_file()
        if folder.name == "features" and ours:
            return folder.parent
    return None
