"""The documentation review: states, digests, decisions, sign-offs, the page and the command."""

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ezconform.cli import main
from ezconform.protocol.faults import BadInput
from ezconform.review import sign_off as sign_off_module
from ezconform.review.decision_markup import note
from ezconform.review.decisions import Decision, read_decisions
from ezconform.review.page import render
from ezconform.review.sign_off import Opinion, SignOff, Standing, append, judged, read_sign_offs, written
from ezconform.review.statement import State, Statement, statements
from ezconform.specification import read

ROOT = Path(__file__).parents[3]
HOSTILE = "<script>alert(1)</script>\"'\n\x07\x7f\U0001f642 [[review]]"
CLAIMS = """
[[claim]]
id = "S03.3"
kind = "behaviour"
slide = "The slide"
text = "The counter never stops."

[[claim]]
id = "S04.1"
kind = "behaviour"
slide = "Another slide"
text = "Nobody cites this."
"""
FEATURE = """\
Feature: counting

  @seed @S03.1
  Rule: WAIT-01 The counter counts

    Scenario: it stays
      Given a counter at 1
      Then the counter stands at 1

  @{provenance} @S03.3 @doc:getpi
  Rule: WAIT-02 The counter never stops

    Scenario: it stays for ever
      Given a counter at {count}
      Then the counter stands at {count}
"""
REGISTER = """\
# Decisions

## 1. Contradictions between documents

| # | one side | other side | we take | carried by |
| --- | --- | --- | --- | --- |
| D01 | Source: it counts. | `getpi`: it does not. | It counts. | WAIT-02 |
| D02 | Source: by one. | Source: by two. | By one. | WAIT-01 to WAIT-03, CRED-09 |

## 2. Counting

| # | question | our reading | other reading | carried by |
| --- | --- | --- | --- | --- |
| D30 | Does it stop? | No. | Yes. | WAIT-02 |
| D31 | Short row |
"""


def reviewed(tiny: Any, provenance: str = "seed", count: int = 1) -> dict[str, Statement]:
    """The statements of a small specification by id."""
    if "S03.3" not in (tiny.root / "features/claims.toml").read_text():
        with (tiny.root / "features/claims.toml").open("a") as file:
            file.write(CLAIMS)
    tiny.feature(FEATURE.format(provenance=provenance, count=count))
    spec = tiny.read()
    return {one.claim.id: one for one in statements(spec, read_decisions(spec.root))}


def test_a_statement_has_the_worst_state_that_applies(tiny: Any) -> None:
    """As written, by our reading, context, cited by nothing, our choice, contradicted."""
    found = reviewed(tiny)
    assert [one.state for one in found.values()] == [
        State.BY_READING,
        State.CONTEXT,
        State.SHOWN,
        State.UNSHOWN,
    ]
    assert reviewed(tiny, "manual")["S03.3"].state is State.BY_READING
    choice = reviewed(tiny, "choice")["S03.3"]
    assert choice.state is State.OPEN
    assert [one.id for one in choice.choices] == ["WAIT-02"]
    tiny.write("docs/decisions.md", REGISTER)
    assert reviewed(tiny, "choice")["S03.3"].state is State.CONTRADICTED
    assert reviewed(tiny, "seed")["S03.3"].state is State.SHOWN


def test_statements_keep_the_documents_order() -> None:
    """Ours come slide by slide as the register has them, each with a state that says something is there."""
    spec = read(ROOT)
    found = statements(spec, read_decisions(ROOT))
    assert [one.claim.id for one in found] == list(spec.claims)
    assert State.UNSHOWN not in {one.state for one in found}


def test_the_register_is_read_row_by_row(tiny: Any) -> None:
    """Sides, kind and requirements of each row; ranges are spelled out; no file, no rows."""
    assert read_decisions(tiny.root) == ()
    tiny.write("docs/decisions.md", REGISTER)
    first, second, third, short = read_decisions(tiny.root)
    assert first == Decision(
        "D01",
        True,
        "Source: it counts.",
        "`getpi`: it does not.",
        "It counts.",
        frozenset({"WAIT-02"}),
        "WAIT-02",
        "Contradictions between documents",
    )
    assert first.against_source
    assert not second.against_source
    assert second.requirements == {"WAIT-01", "WAIT-02", "WAIT-03", "CRED-09"}
    assert (third.contradiction, third.against_source, third.chapter) == (False, False, "Counting")
    assert short.requirements == frozenset()
    assert len(read_decisions(ROOT)) > 30


def test_the_digest_changes_with_what_was_agreed_to(tiny: Any) -> None:
    """Another scenario, another provenance, another text: each is another digest; a new place is not."""
    before = reviewed(tiny)["S03.3"].digest
    assert reviewed(tiny)["S03.3"].digest == before
    assert reviewed(tiny, count=2)["S03.3"].digest != before
    assert reviewed(tiny, "manual")["S03.3"].digest != before
    said = (
        FEATURE.format(provenance="seed", count=1)
        + '      And a text\n        """\n        {}\n        """\n'
    )
    first, second = (
        {one.claim.id: one for one in statements(tiny.feature(said.format(words)).read())}["S03.3"].digest
        for words in ("one", "two")
    )
    assert first != second
    moved = FEATURE.format(provenance="seed", count=1).replace(
        "Feature: counting", "\n# moved\nFeature: counting"
    )
    tiny.feature(moved)
    assert {one.claim.id: one for one in statements(tiny.read())}["S03.3"].digest == before
    claims = (tiny.root / "features/claims.toml").read_text().replace("never stops", "goes on")
    tiny.write("features/claims.toml", claims)
    assert {one.claim.id: one for one in statements(tiny.read())}["S03.3"].digest != before


def sign_off(claim: str, digest: str, opinion: Opinion = Opinion.AGREED, comment: str = "") -> SignOff:
    return SignOff(claim, "A. Reviewer", date(2026, 11, 22), digest, opinion, comment)


def test_a_sign_off_has_a_standing(tiny: Any) -> None:
    """Good while the digest is the same, stale after; disputes and unknown statements are told."""
    found = tuple(reviewed(tiny).values())
    digest = found[0].digest
    given = (
        sign_off("S03.1", digest),
        sign_off("S03.1", "0" * 16),
        sign_off("S03.1", digest, Opinion.DISPUTED),
        sign_off("S99.9", digest),
    )
    signed = [msgspec.structs.replace(one, reviewer=f"Reviewer {n}") for n, one in enumerate(given)]
    assert [one.standing for one in judged(signed, found)] == [
        Standing.GOOD,
        Standing.STALE,
        Standing.DISPUTED,
        Standing.UNKNOWN,
    ]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Any reviewer's words survive the file; entries are appended; no file is no sign-off."""
    assert read_sign_offs(tmp_path) == ()
    (tmp_path / "features").mkdir()
    first, second = sign_off("S03.1", "a" * 16), sign_off("S03.2", "b" * 16, Opinion.DISPUTED, HOSTILE)
    append(tmp_path, [first])
    append(tmp_path, [msgspec.structs.replace(second, reviewer=HOSTILE)])
    assert read_sign_offs(tmp_path) == (first, msgspec.structs.replace(second, reviewer=HOSTILE))
    assert "comment" not in written(first)


@pytest.mark.parametrize(
    "text",
    [
        f"x = {'[' * 9_000}",
        "[[review]",
        '[[review]]\nclaim = "S03.1"\n',
        "[[review]]\nmood = 1\n",
        "[other]\n",
        "\udcff",
    ],
)
def test_a_broken_file_is_refused(text: str, tmp_path: Path) -> None:
    """Broken TOML, a missing or unknown field, bytes that are no text: one line with the file's name."""
    (tmp_path / "features").mkdir()
    (tmp_path / "features/reviews.toml").write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(BadInput, match=r"features/reviews\.toml"):
        read_sign_offs(tmp_path)
    with pytest.raises(BadInput, match=r"features/reviews\.toml"):
        append(tmp_path, [sign_off("S03.1", "")])


def test_a_sign_off_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """No folder, no name, no UTF-8: no sign-off, and the file stays as it is."""
    with pytest.raises(BadInput, match="cannot be written"):
        append(tmp_path / "absent", [sign_off("S03.1", "")])
    (tmp_path / "features").mkdir()
    with pytest.raises(BadInput, match="the name of who signs"):
        append(tmp_path, [msgspec.structs.replace(sign_off("S03.1", ""), reviewer=" ")])
    with pytest.raises(BadInput, match="must be UTF-8"):
        append(tmp_path, [sign_off("S03.1", "", comment="\udce4")])
    assert not (tmp_path / "features/reviews.toml").exists()


def test_a_reviewers_later_word_replaces_the_earlier(tiny: Any) -> None:
    """Who signs again what went stale is not told of the stale one for ever; other reviewers are."""
    digest = reviewed(tiny)["S03.1"].digest
    stale, new = sign_off("S03.1", "0" * 16), sign_off("S03.1", digest)
    other = msgspec.structs.replace(stale, reviewer="B. Reviewer")
    standings = [one.standing for one in judged((stale, other, new), tuple(reviewed(tiny).values()))]
    assert standings == [Standing.GOOD, Standing.STALE]


def test_an_installed_package_keeps_no_sign_offs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next installation would throw them away: they go into the working directory, after those it has."""
    package = tmp_path / "site-packages/ezconform"
    (package / "bundle/features").mkdir(parents=True)
    (package / "bundle/features/reviews.toml").write_text(written(sign_off("S03.1", "a" * 16)))
    before = (package / "bundle/features/reviews.toml").read_bytes()
    monkeypatch.setattr(sign_off_module, "PACKAGE", package)
    monkeypatch.chdir(tmp_path)
    assert append(package / "bundle", [sign_off("S03.2", "b" * 16)]) == Path("reviews.toml")
    assert (package / "bundle/features/reviews.toml").read_bytes() == before
    assert [one.claim for one in read_sign_offs(package / "bundle")] == ["S03.1", "S03.2"]
    (tmp_path / "reviews.toml").write_text("broken")
    with pytest.raises(BadInput, match=r"^reviews\.toml: "):
        read_sign_offs(package / "bundle")


def test_a_sign_off_begins_on_a_line_of_its_own(tmp_path: Path) -> None:
    """A file that somebody edited may lack its last line end."""
    (tmp_path / "features").mkdir()
    (tmp_path / "features/reviews.toml").write_text("# ours")
    append(tmp_path, [sign_off("S03.1", "a" * 16)])
    assert read_sign_offs(tmp_path) == (sign_off("S03.1", "a" * 16),)


class Tags(HTMLParser):
    """The elements, ids, inner links and text of a page."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [(value or "")[1:] for name, value in attrs if name == "href" and value != "data:,"]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_has_every_statement_beside_what_shows_it() -> None:
    """Of our own specification: ids are unique, links lead somewhere, both lists are there."""
    spec = read(ROOT)
    decisions = read_decisions(ROOT)
    data = render(spec, statements(spec, decisions), decisions, ())
    shown = Tags(data)
    assert len(shown.ids) == len(set(shown.ids))
    assert set(shown.links) <= set(shown.ids)
    assert set(spec.claims) <= set(shown.ids)
    assert {"contradictions", "questions", "choices"} <= set(shown.ids)
    assert all(one.sentence in shown.text for one in spec.requirements.values() if one.claims)
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", data.decode())


def test_the_page_shows_sign_offs_and_hostile_text_as_text(tiny: Any) -> None:
    """A stale sign-off is told as stale; a comment makes no element; without a register no list."""
    found = tuple(reviewed(tiny).values())
    signs = (
        sign_off("S03.1", found[0].digest, Opinion.DISPUTED, HOSTILE),
        msgspec.structs.replace(sign_off("S03.1", "0" * 16), reviewer="B. Reviewer"),
        sign_off("S03.3", found[2].digest),
    )
    shown = Tags(render(tiny.read(), found, (), signs))
    assert "script" not in shown.tags
    assert "disputed by A. Reviewer, 2026-11-22: <script>" in shown.text
    assert "✓ signed, ≠ disputed, ! stale" in shown.text
    assert "stale: the statement or what shows it has changed since" in shown.text
    assert "1 good, 1 disputed, 1 stale; 2 statements without a reviewer" in shown.text
    assert "S03.1 ≠!" in shown.text
    assert "S03.3 ✓" in shown.text
    assert not {"contradictions", "questions", "choices"} & set(shown.ids)


def test_what_is_stale_stands_before_the_slides(tiny: Any) -> None:
    """Each sign-off to look at again, also one of a statement that is gone; none, no such list."""
    found = tuple(reviewed(tiny).values())
    signs = (
        sign_off("S03.1", "0" * 16, comment="fine"),
        sign_off("S99.9", "0" * 16),
        sign_off("S03.3", found[2].digest),
    )
    page = render(tiny.read(), found, (), signs).decode()
    again, slides = page.index("<section id=again>"), page.index('id="slide-3"')
    assert again < slides
    listed = Tags(page[again:slides].encode()).text
    assert "Sign-offs to look at again 2" in listed
    assert "S03.1: agreed by A. Reviewer, 2026-11-22: fine; stale: the statement or" in listed
    assert "S99.9 (unknown statement): agreed by A. Reviewer" in listed
    assert "again" not in Tags(render(tiny.read(), found, (), signs[2:])).ids


def test_a_decision_is_told_beside_the_statement_it_is_about(tiny: Any) -> None:
    """Both sides of a contradiction, both readings of a question, and in the lists the way back."""
    tiny.write("docs/decisions.md", REGISTER)
    found = tuple(reviewed(tiny, "choice").values())
    data = render(tiny.read(), found, read_decisions(tiny.root), ()).decode()
    beside = Tags(
        data[data.index('<article class="statement contradicted"') : data.index('id="slide-4"')].encode()
    )
    assert "D01 Source: it counts. Against that: getpi: it does not. We take: It counts." in beside.text
    assert "D30 Does it stop? Our reading: No. Other reading: Yes." in beside.text
    assert "See also the decisions D02" in beside.text
    table = Tags(data[data.index("<section id=contradictions>") :].encode())
    assert table.links.count("S03.3") == 4  # D01, D02, D30, and the requirement that is our choice
    assert "The manual V2R4" in table.text


def test_a_question_without_another_reading_says_none() -> None:
    """And one that ends without a mark gets one before the reading follows."""
    one = Decision("D31", False, "Short row", "No.", "-", frozenset())
    assert Tags(note(one).encode()).text == "D31 Short row. Our reading: No."


def test_the_command_signs_checks_and_writes(
    tiny: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sign, check good; change a scenario, check stale and exit 1; the specification's digest stays."""
    reviewed(tiny)
    root = ("--root", str(tiny.root))
    before = tiny.read().digest
    assert main(["review", "sign", "S03.1", "S03.3", "--as", "Me", "--date", "2026-11-22", *root]) == 0
    assert tiny.read().digest == before
    assert main(["review", "check", *root]) == 0
    assert "2 of 4 statements are signed" in capsys.readouterr().out
    assert main(["review", "check", "--complete", *root]) == 1
    assert capsys.readouterr().err == "not signed: S03.2 S04.1\n"
    reviewed(tiny, count=2)
    assert main(["review", "check", *root]) == 1
    assert capsys.readouterr().err == "stale: S03.3, signed by Me\n"
    page = tmp_path / "review.html"
    assert main(["review", "html", "-o", str(page), *root]) == 0
    assert b"stale: the statement" in page.read_bytes()
    assert main(["review", "sign", "S03.2", "--as", "Me", "--dispute", "--comment", "no", *root]) == 0
    assert main(["review", "check", *root]) == 1
    assert "disputed: S03.2" in capsys.readouterr().err
    assert main(["review", "sign", "S03.2", "--as", "\x1b[2J", "--dispute", *root]) == 0
    assert main(["review", "check", *root]) == 1
    assert "signed by \\x1b[2J" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sign", "S99.9", "--as", "Me"], "no statement S99.9"),
        (["html", "-o", "absent/review.html"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_told(
    arguments: list[str], said: str, tiny: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line, exit code 2."""
    reviewed(tiny)
    assert main(["review", *arguments, "--root", str(tiny.root)]) == 2
    assert said in capsys.readouterr().err
