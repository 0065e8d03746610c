"""`ezconform explain WAIT-03`: all that the specification says of one class, requirement, scenario or lab."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ezconform.cli.completing import anything_with_id
from ezconform.cli.selecting import ROOT

if TYPE_CHECKING:
    from ezconform.protocol.lab import LabDefinition
    from ezconform.specification.model import Requirement, Scenario, Specification


@click.command("explain")
@click.argument("id_", metavar="ID", shell_complete=anything_with_id)
@ROOT
def command(id_: str, root: Path | None) -> None:
    """Show a requirement: sentence, sources, scenarios; a scenario: its steps; a lab: its definition.

    A class is shown with the steps of all its scenarios: what to build, in one text.

    \b
    ezconform explain routing
    ezconform explain ROUTE-13
    ezconform explain ROUTE-13/client-and-server-over-the-links-of-a-sysplex
    ezconform explain two-systems
    """  # noqa: D301 - see listing
    from ezconform.protocol.values import ConformanceClass
    from ezconform.specification import reading
    from ezconform.specification.selection import select

    spec = reading.read(root)
    if id_ in spec.requirements:
        lines = _requirement(spec.requirements[id_], spec)
    elif id_ in spec.labs:
        lines = _lab(spec.labs[id_])
    elif id_ in tuple(ConformanceClass):
        lines = _class(id_, spec)
    elif "/" in id_:
        lines = [line for one in select(spec, ids=(id_,)) for line in _scenario(one)]
    else:
        lines = _requirement(select(spec, requirements=(id_,))[0].requirement, spec)
    click.echo("\n".join(lines))


def _class(name: str, spec: "Specification") -> list[str]:
    lines = []
    for one in spec.requirements.values():
        if one.conformance_class == name:
            lines += [f"{one.id}  {one.sentence}  ({one.provenance})", ""]
            own = [scenario for scenario in spec.scenarios if scenario.requirement.id == one.id]
            lines += [f"  {line}".rstrip() for scenario in own for line in _scenario(scenario)]
    return lines


def _requirement(one: "Requirement", spec: "Specification") -> list[str]:
    from ezconform.reports.overview import provenance_words

    lines = [f"{one.id}  {one.sentence}", ""]
    lines += [*one.description.splitlines(), ""] if one.description else []
    lines += [
        f"class       {one.conformance_class}",
        f"provenance  {one.provenance}: {provenance_words(one)}",
        f"written in  {one.uri}:{one.line}",
        "",
        "sources",
        *_sources(one, spec),
        "",
        "scenarios",
    ]
    own = [scenario for scenario in spec.scenarios if scenario.requirement.id == one.id]
    return lines + [f"  {scenario.id}{_needs(scenario)}" for scenario in own]


def _sources(one: "Requirement", spec: "Specification") -> list[str]:
    lines = []
    for claim in (spec.claims[id_] for id_ in one.claims):
        lines.append(f"  {claim.id}  {claim.text} ({claim.slide})")
        lines += [f"      our reading: {claim.reading}"] if claim.reading else []
    for document in (spec.documents[id_] for id_ in one.documents):
        lines.append(f"  {document.id}  {document.title}, {document.edition} {document.url}".rstrip())
    return lines


def _lab(one: "LabDefinition") -> list[str]:
    """As an adapter is sent it."""
    import msgspec

    sent = msgspec.json.format(msgspec.json.encode(one), indent=2).decode()
    return [f"{one.name}  {one.purpose}", "", "the field `lab` of lab.open:", *sent.splitlines()]


def _needs(one: "Scenario") -> str:
    return f"  (needs {', '.join(sorted(one.needs))})" if one.needs else ""


def _scenario(one: "Scenario") -> list[str]:
    lines = [f"{one.id}  {one.name}{_needs(one)}", f"written in  {one.uri}:{one.line}", ""]
    for step in one.steps:
        lines.append(f"  {step.keyword.strip()} {step.text}")
        lines += [f"    | {' | '.join(row)} |" for row in step.table]
        if step.doc_string is not None:
            lines += ['    """', *(f"    {line}" for line in step.doc_string.splitlines()), '    """']
    return [*lines, ""]
