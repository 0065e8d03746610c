"""A requirement as markup: where it comes from."""

import msgspec
from runs import SOURCES, run

from ezconform.reports import html, markdown


def test_a_statement_names_its_slide() -> None:
    """Who holds the source finds the place by the slide's number and title."""
    shown = html.render(run()).decode()
    assert "<cite>slide 8: SIOCGPARTNERINFO: waiting</cite>" in shown


def test_a_statement_of_other_features_names_its_title_alone() -> None:
    """Ids there need not tell a slide."""
    other = msgspec.structs.replace(SOURCES[0], id="X-1")
    results = run()
    records = tuple(msgspec.structs.replace(one, claims=("X-1",)) for one in results.requirements)
    shown = html.render(msgspec.structs.replace(results, sources=(other,), requirements=records)).decode()
    assert "<cite>SIOCGPARTNERINFO: waiting</cite>" in shown


def test_what_is_later_than_the_edition_is_said_not_to_be_scored() -> None:
    """In HTML and Markdown, beside the provenance, and of no other requirement."""
    results = run()
    first, *others = results.requirements
    later = msgspec.structs.replace(first, scored=False)
    changed = msgspec.structs.replace(results, requirements=(later, *others))
    for render in (html.render, markdown.render):
        assert render(results).decode().count("later than the edition, so not scored") == 0
        assert render(changed).decode().count("later than the edition, so not scored") == 1
