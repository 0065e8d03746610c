"""The behave door: a Runner, named in the configuration, that needs no environment.py and no step files.

Knows behave; verdicts come from the recorder. `-D adapter=...`, `-D report_dir=...` and
`-D strict_inferred=yes` are its options.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from behave.exception import ConfigError
from behave.matchers import Match, Matcher
from behave.model import ScenarioOutline
from behave.model_type import Argument, FileLocation
from behave.runner import Runner as BehaveRunner
from behave.step_registry import StepRegistry

from ezconform.doors.door_run import ASIDE, DoorOptions, DoorRun, root_of, start
from ezconform.engine.judgement import Finding
from ezconform.protocol.faults import BadInput, CannotStart
from ezconform.specification.model import Scenario
from ezconform.specification.portability import BEHAVE_NAME
from ezconform.verdict import Verdict


class NoUsableAnswer(Exception):  # noqa: N818 - behave shows the name of the class
    """Makes behave say "error" where a check that does not hold makes it say "failed"."""


class AnyText(Matcher):  # type: ignore[misc]  # behave ships no type information
    """Matches every step; our own table decides what it means and where it is declared."""

    def __init__(self, run_step: Callable[..., None], locate: Callable[[str], FileLocation]) -> None:
        super().__init__(run_step, "any text")
        self._locate = locate

    def compile(self) -> "AnyText":
        return self

    def match(self, step_text: str) -> Match:
        match = Match(None, [Argument(0, len(step_text), step_text, step_text)])
        match.func = self.func
        match.location = self._locate(step_text)
        return match


class Runner(BehaveRunner):  # type: ignore[misc]  # behave ships no type information
    """Runs features of one specification, with everything between runner and subject replaced by ours."""

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        ScenarioOutline.annotation_schema = BEHAVE_NAME
        self.step_registry = StepRegistry()
        self.door: DoorRun | None = None
        self._set_aside: list[str] = []

    def load_hooks(self, filename: str | None = None) -> None:  # noqa: ARG002 - the signature is behave's
        self.hooks = {"before_scenario": self._before_scenario, "after_scenario": self._after_scenario}

    def load_step_definitions(self, extra_step_paths: Any = None) -> None:  # noqa: ARG002 - see above
        self.step_registry.steps["step"].append(AnyText(self._run_step, self._locate))

    def run_model(self, features: Any = None) -> bool:
        """Run, then check that all that was selected was executed.

        Raises:
            ConfigError: the specification, the settings or the adapter is wrong, or nothing is selected.
        """
        if self.config.dry_run:
            return bool(super().run_model(features))
        self.door = self._start()
        selected = self._selected()
        failed = bool(super().run_model(features))
        return self._close(selected) or failed

    def _start(self) -> DoorRun:
        roots = {root_of(Path(feature.filename)) for feature in self.features}
        if len(roots) != 1 or None in roots:
            raise ConfigError(
                "features of one specification, in a folder features/ beside steps/, are needed"
            )
        userdata = self.config.userdata
        options = DoorOptions(
            adapter=userdata.get("adapter", ""),
            report_dir=userdata.get("report_dir", ""),
            strict_inferred=userdata.getbool("strict_inferred", default=False),
        )
        try:
            return start(roots.pop(), options)  # type: ignore[arg-type]  # None was refused above
        except (BadInput, CannotStart) as problem:
            raise ConfigError(str(problem)) from None

    def _selected(self) -> list[Scenario]:
        found = [
            self._scenario(one)
            for feature in self.features
            for one in feature.walk_scenarios()
            if one.should_run(self.config)
        ]
        if not found:
            raise ConfigError("the selection selects no scenario")
        return found

    def _scenario(self, scenario: Any) -> Scenario:
        assert self.door is not None  # noqa: S101 - set before anything is run
        row = getattr(scenario, "_row", None)
        return self.door.scenario(scenario.filename, str(scenario.name), row["case"] if row else "")

    def _close(self, selected: list[Scenario]) -> bool:
        assert self.door is not None  # noqa: S101 - set before anything is run
        stopped = self.config.stop and len(self.door.results) < len(selected)
        interrupted = "interrupted" if self.aborted else "stopped at the first failure" if stopped else ""
        for said in self._set_aside:
            sys.stdout.write(f"{said}\n")
        try:
            self.door.close(selected, interrupted)
        except RuntimeError as problem:
            sys.stderr.write(f"ezconform: {problem}\n")
            return True
        return any(one.verdict is Verdict.HARNESS_FAULT for one in self.door.results)

    def _locate(self, text: str) -> FileLocation:
        if self.door is None:
            return FileLocation("steps", 1)
        code = self.door.table.match(text).definition.declaration.function.__code__
        return FileLocation(os.path.relpath(code.co_filename), code.co_firstlineno)

    def _before_scenario(self, context: Any, scenario: Any) -> None:  # noqa: ARG002 - behave's signature
        assert self.door is not None  # noqa: S101 - set before anything is run
        ours = self._scenario(scenario)
        finding = self.door.begin(ours)
        if finding is not None:
            self._show(finding, scenario, ours)

    def _run_step(self, context: Any, text: str) -> None:
        assert self.door is not None  # noqa: S101 - set before anything is run
        try:
            finding = self.door.run_step(str(text))
        except KeyboardInterrupt:
            self.door.interrupt()
            raise
        if finding is not None:
            self._show(finding, context.scenario, self._scenario(context.scenario))

    def _after_scenario(self, context: Any, scenario: Any) -> None:  # noqa: ARG002 - behave's signature
        assert self.door is not None  # noqa: S101 - set before anything is run
        self.door.finish()

    def _show(self, finding: Finding, scenario: Any, ours: Scenario) -> None:
        """Turn a finding into what behave calls it."""
        assert self.door is not None  # noqa: S101 - set before anything is run
        said = f"{finding.verdict.value}: {finding.message}"
        if finding.verdict in ASIDE or self.door.is_warning(finding, ours):
            self._set_aside.append(f"{ours.id}: {said}")
            scenario.skip(reason=said)
        elif finding.verdict in (Verdict.FAILED, Verdict.BROKEN_DECLARATION):
            raise AssertionError(said)
        else:
            raise NoUsableAnswer(f"{said}\n{finding.detail}".rstrip())
