"""Makes the suites that the benchmark runs: one text, one set of trivial steps for each runner.

Knows Gherkin text and how each runner finds its steps; measures nothing.
"""

from pathlib import Path

CLASSES = {
    "routing": "ROUTE",
    "credentials": "CRED",
    "waiting": "WAIT",
    "prefetch": "PREF",
    "netstat": "NET",
    "dcas": "DCAS",
    "interfaces": "API",
}
REGISTERS = ("claims.toml", "documents.toml", "labs.toml")
SCENARIOS_PER_RULE = 20
STEPS = """\
      Given a counter at {start}
      And a stride of 3
      When it counts 2 times
      Then the counter stands at {end}
      And the counter is not negative
"""
OTHER_STEPS = 36  # real suites have about forty definitions; matching must not profit from having five


def feature(prefix: str, number: int) -> str:
    """One feature with one rule: ten plain scenarios and an outline of ten rows, five steps each."""
    rule = f"{prefix}-{number:02}"
    lines = [f"Feature: counting {rule}", "", "  @seed @S03.1", f"  Rule: {rule} Counting counts", ""]
    for start in range(SCENARIOS_PER_RULE // 2):
        lines += [f"    Scenario: from {start}", STEPS.format(start=start, end=start + 6)]
    lines += ["    Scenario Outline: from many", STEPS.format(start="<start>", end="<end>")]
    lines += ["      Examples:", "        | case | start | end |"]
    lines += [f"        | c{n} | {n} | {n + 6} |" for n in range(100, 100 + SCENARIOS_PER_RULE // 2)]
    return "\n".join(lines) + "\n"


def write_features(folder: Path, scenarios: int) -> None:
    """Spread `scenarios` (a multiple of 20) over the seven class folders."""
    for index in range(scenarios // SCENARIOS_PER_RULE):
        name, prefix = list(CLASSES.items())[index % len(CLASSES)]
        number = index // len(CLASSES) + 1
        target = folder / name / f"{prefix.lower()}_{number:02}.feature"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(feature(prefix, number))


def write_ezconform(root: Path, registers: Path) -> None:
    """Steps in our vocabulary, and the project's own registers beside the features; these are no edition."""
    for name in REGISTERS:
        (root / "features" / name).write_text((registers / name).read_text())
    (root / "steps").mkdir(exist_ok=True)
    (root / "steps" / "counting.py").write_text(
        OURS + _others("@given({text!r})\ndef other_{n}(lab: Lab) -> None: ...\n")
    )


def write_behave(root: Path) -> None:
    (root / "features" / "steps").mkdir(exist_ok=True)
    (root / "behave.ini").write_text("[behave]\n")
    other = "@given({text!r})\ndef other_{n}(context): ...\n"
    (root / "features" / "steps" / "counting.py").write_text(BEHAVE + _others(other))


def write_pytest_bdd(root: Path) -> None:
    other = "@given({text!r})\ndef other_{n}(): ...\n"
    (root / "conftest.py").write_text(PYTEST_BDD + _others(other))
    _write_collection(root)


def write_universal(root: Path) -> None:
    """pytest-bdd with one step definition that takes every text, and a dictionary of patterns behind it."""
    (root / "conftest.py").write_text(UNIVERSAL)
    _write_collection(root)


def _write_collection(root: Path) -> None:
    (root / "pytest.ini").write_text("[pytest]\n")
    (root / "test_all.py").write_text('from pytest_bdd import scenarios\nscenarios("features")\n')


def _others(template: str) -> str:
    return "".join(template.format(n=n, text=f"another step number {n}") for n in range(OTHER_STEPS))


OURS = '''\
"""Trivial steps."""
from ezconform.vocabulary import Lab, Number, check, given, then, when

@given("a counter at {start}")
def start(lab: Lab, start: Number) -> None:
    lab.memory["count"] = start

@given("a stride of {stride}")
def stride(lab: Lab, stride: Number) -> None:
    lab.memory["stride"] = stride

@when("it counts {times} times")
def counts(lab: Lab, times: Number) -> None:
    lab.memory["count"] += lab.memory["stride"] * times

@then("the counter stands at {end}")
def stands(lab: Lab, end: Number) -> None:
    check.equal("counter", end, lab.memory["count"])

@then("the counter is not negative")
def not_negative(lab: Lab) -> None:
    check.true("not negative", lab.memory["count"] >= 0, lab.memory["count"])

'''

BEHAVE = """\
from behave import given, when, then

@given("a counter at {start:d}")
def _(context, start): context.count = start

@given("a stride of {stride:d}")
def _(context, stride): context.stride = stride

@when("it counts {times:d} times")
def _(context, times): context.count += context.stride * times

@then("the counter stands at {end:d}")
def _(context, end): assert context.count == end

@then("the counter is not negative")
def _(context): assert context.count >= 0

"""

PYTEST_BDD = """\
import pytest
from pytest_bdd import given, when, then, parsers

def pytest_bdd_apply_tag(tag, function): return True

@pytest.fixture
def world(): return {}

@given(parsers.parse("a counter at {start:d}"))
def _(world, start): world["count"] = start

@given(parsers.parse("a stride of {stride:d}"))
def _(world, stride): world["stride"] = stride

@when(parsers.parse("it counts {times:d} times"))
def _(world, times): world["count"] += world["stride"] * times

@then(parsers.parse("the counter stands at {end:d}"))
def _(world, end): assert world["count"] == end

@then("the counter is not negative")
def _(world): assert world["count"] >= 0

"""

UNIVERSAL = """\
import re
import pytest
from pytest_bdd import step
from pytest_bdd.parsers import StepParser

def pytest_bdd_apply_tag(tag, function): return True

@pytest.fixture
def world(): return {}

def start(world, start): world["count"] = int(start)
def stride(world, stride): world["stride"] = int(stride)
def counts(world, times): world["count"] += world["stride"] * int(times)
def stands(world, end): assert world["count"] == int(end)
def positive(world): assert world["count"] >= 0

TABLE = [
    (re.compile(r"a counter at (\\d+)"), start),
    (re.compile(r"a stride of (\\d+)"), stride),
    (re.compile(r"it counts (\\d+) times"), counts),
    (re.compile(r"the counter stands at (\\d+)"), stands),
    (re.compile(r"the counter is not negative"), positive),
]
CACHE = {}

def match(text):
    if text not in CACHE:
        CACHE[text] = next((f, m.groups()) for p, f in TABLE if (m := p.fullmatch(text)))
    return CACHE[text]

class Anything(StepParser):
    def __init__(self): super().__init__("anything")
    def is_matching(self, name): return True
    def parse_arguments(self, name): return {"text": name}

@step(Anything())
def _(world, text):
    function, words = match(text)
    function(world, *words)
"""

BRIDGE = """\
import allure_commons
from allure_commons.model2 import Status, TestStepResult
from allure_commons.utils import uuid4, now

def logger():
    for plugin in allure_commons.plugin_manager.get_plugins():
        if type(plugin).__name__ == "AllureListener":
            return plugin.allure_logger

def pytest_bdd_before_step(request, feature, scenario, step, step_func):
    step.key = uuid4()
    if found := logger():
        found.start_step(None, step.key, TestStepResult(name=f"{step.keyword} {step.name}", start=now()))

def pytest_bdd_after_step(request, feature, scenario, step, step_func, step_func_args):
    if found := logger():
        found.stop_step(step.key, stop=now(), status=Status.PASSED)
"""

BARE = """\
import gc, re, sys
from pathlib import Path
gc.disable()
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler
PATTERNS = [re.compile(p) for p in (
    r"a counter at (\\d+)", r"a stride of (\\d+)", r"it counts (\\d+) times",
    r"the counter stands at (\\d+)", r"the counter is not negative")]
cache, ran = {}, 0
for path in sorted(Path(sys.argv[1]).rglob("*.feature")):
    document = Parser().parse(path.read_text())
    document["uri"] = str(path)
    for pickle in Compiler().compile(document):
        for step in pickle["steps"]:
            text = step["text"]
            if text not in cache:
                cache[text] = next(m.groups() for p in PATTERNS if (m := p.fullmatch(text)))
        ran += 1
print(ran)
"""
