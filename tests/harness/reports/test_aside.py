"""What a large report keeps aside: packed, inert, and nothing that asks for attention."""

import re
import zlib
from base64 import b64decode

import msgspec
import pytest
from runs import crossing, requirement, run, scenario

from ezconform.protocol.values import ConformanceClass
from ezconform.reports import html
from ezconform.reports.html.aside import PLAIN, WHOLE
from ezconform.results import RunResults
from ezconform.verdict import Verdict

BLOCK = re.compile(r"<script type=application/zlib id=(\w+)>([A-Za-z0-9+/=]*)</script>")

SCENARIO = re.compile('<details class="s [a-z-]+" id=')


def many(verdict: Verdict, requirements: int, each: int) -> RunResults:
    """So many requirements with so many scenarios each, and one scenario of every verdict under WAIT-03."""
    base = run()
    records = [
        requirement(f"WAIT-{1000 + number}", ConformanceClass.WAITING) for number in range(requirements)
    ]
    scenarios = [scenario(verdict, number, one.id) for one in records for number in range(each)]
    return msgspec.structs.replace(
        base, requirements=(*base.requirements, *records), scenarios=(*base.scenarios, *scenarios)
    )


def blocks(page: str) -> dict[str, str]:
    """What was packed, unpacked."""
    return {name: zlib.decompress(b64decode(packed)).decode() for name, packed in BLOCK.findall(page)}


@pytest.fixture(scope="module")
def large() -> str:
    """A large report in which everything passed but for one requirement."""
    return html.render(many(Verdict.PASSED, 400, 5)).decode()


def test_an_ordinary_report_keeps_nothing_aside() -> None:
    """Twice our own suite: everything is there without a script."""
    page = html.render(many(Verdict.PASSED, 100, (WHOLE - 20) // 100)).decode()
    assert blocks(page) == {}
    assert len(SCENARIO.findall(page)) == 100 * ((WHOLE - 20) // 100) + len(Verdict)
    assert "kept-aside" not in page
    assert not re.search(r"<section[^>]* data-z=", page)


def test_a_large_report_packs_what_has_no_finding(large: str) -> None:
    """A stub keeps the requirement's sentence and counts; its block has the section as it would have been."""
    assert "This is a large report." in large
    assert len(SCENARIO.findall(large)) == len(Verdict)
    stub = re.search(
        r'<section class="r z passed" id="WAIT-1007" data-p=seed data-z=(\d+)>(.*?)</section>', large
    )
    assert stub
    assert "A time-out that expires gives ETIME" in stub[2]
    assert "5 passed." in stub[2]
    block = blocks(large)[f"z{stub[1]}"]
    assert block.count('id="WAIT-1007"') == 1
    assert block.count('<details class="s passed" id="WAIT-1007/') == 5


def test_every_stub_is_in_exactly_one_block(large: str) -> None:
    """Nothing is lost and nothing doubled; blocks are of a size to unpack at once."""
    packed = blocks(large)
    shelf = packed.pop("shelf")
    assert shelf.startswith("<pre id=x1>")
    found = [
        id_ for block in packed.values() for id_ in re.findall(r'<section class="r \w+" id="([^"]+)"', block)
    ]
    stubs = re.findall(r'<section class="r z \w+" id="([^"]+)"', large)
    assert sorted(found) == sorted(stubs)
    assert len(found) == len(set(found)) == 400
    assert len(packed) > 1
    assert max(map(len, packed.values())) < 500_000


def test_failures_stay_as_they_are_while_they_can_be_read() -> None:
    """Up to a number of scenarios; a subject that fails everywhere does not make the page endless."""
    page = html.render(many(Verdict.FAILED, 400, 5)).decode()
    shown = page.count('<details class="s failed"')
    assert PLAIN - 20 < shown <= PLAIN
    assert '<section class="r z failed"' in page
    packed = "".join(blocks(page).values())
    assert packed.count('<details class="s failed"') + shown == 2001


def test_drawings_of_a_block_stand_in_it() -> None:
    """What is used in a block is drawn in the same block, whatever other blocks have drawn."""
    results = many(Verdict.PASSED, 400, 5)
    drawn = tuple(msgspec.structs.replace(one, steps=crossing()) for one in results.scenarios)
    packed = blocks(html.render(msgspec.structs.replace(results, scenarios=drawn)).decode())
    packed.pop("shelf")
    assert len(packed) > 1
    for block in packed.values():
        assert len(re.findall("<g class=seq id=(q[0-9-]+)>", block)) == 1
        assert set(re.findall('<use href="#(q[0-9-]+)"', block)) == set(
            re.findall("<g class=seq id=(q[0-9-]+)>", block)
        )


def test_a_large_report_is_the_same_every_time(large: str) -> None:
    """Packed or not, equal results give equal bytes."""
    assert html.render(many(Verdict.PASSED, 400, 5)).decode() == large


def test_a_large_report_is_small() -> None:
    """2,000 scenarios stay far below five megabytes, whatever they hold."""
    assert len(html.render(many(Verdict.PASSED, 400, 5))) < 1_000_000
