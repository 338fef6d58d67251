"""The way back from canonical text to its source, on generated mess and real bulletins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import SHARED
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.folding import fold_table
from pipeline.text import canonicalise

if TYPE_CHECKING:
    from pipeline.model import CanonicalText


def text_of(source: str) -> str:
    return canonicalise(source).text


SENTENCES = [
    "今年以来，全县投入财政衔接资金3994万元，实施项目92个。",
    "全镇发展大萝卜5000亩、辣椒500亩，带动脱贫户1052户增收。",
    "（一）稳岗就业成效明显。截至10月底，外出务工6744人，增长8.5%。",
    "二是抓好消费帮扶，销售农产品8870万元；",
    "县(市、区)\t开工率\t排名\n夏邑县\t98.81%\t10\n",
    "守住底线 促进振兴\n",
    "经济总量由1367亿元增至2118亿元，居全省第5位，",
    "“三师入户”活动惠及32万户，",
]
MESS = [
    " ", "\u00a0", "\u3000", "\n", "\n\n", "\r\n", "\u200b", "\ufeff", "\u00ad", "  ", "\t",
    "[bookmark: bookmark7]", "<br>", "<p>", "</p>", "<strong>", "</strong>", "**", "[12]",
    "<p style=\"text-indent: 2em;\">", "<!-- 3月1日 -->", "![x](./W02.gif)", "&nbsp;", "&amp;",
]  # fmt: skip
FULL_WIDTH = str.maketrans("0123456789.%人长西", "０１２３４５６７８９．％⼈⻓⻄")


@st.composite
def messy(draw: st.DrawFn) -> str:
    """Sentences as bulletins have them, with what print and web do to them."""
    pieces: list[str] = []
    for sentence in draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5)):
        text = sentence.translate(FULL_WIDTH) if draw(st.booleans()) else sentence
        cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
        for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
            pieces.append(text[start:end])
            if end < len(text):
                pieces.append(draw(st.sampled_from(MESS)))
    return "".join(pieces)


BREAKS = "\n\r\v\f\u0085\u2028\u2029<"


def stands_for(printed: str, meant: str) -> bool:
    if printed.translate(fold_table()) == meant:
        return True
    return (meant == "\n" and printed in BREAKS) or (meant in "\t " and printed in "<&")


def check_origin(source: str, canonical: CanonicalText) -> None:
    assert len(canonical.origin) == len(canonical.text)
    before = -1
    for meant, at in zip(canonical.text, canonical.origin, strict=True):
        assert before < at < len(source)
        assert stands_for(source[at], meant), (source[at], meant)
        before = at


def check_accounted(source: str, canonical: CanonicalText) -> None:
    """Every character of the source is in the text or in a cut with a rule."""
    kept = set(canonical.origin)
    for cut in canonical.removed:
        assert cut.start < cut.end and cut.rule.startswith("text.")
        kept.update(range(cut.start, cut.end))
    assert kept == set(range(len(source)))


@settings(max_examples=300, deadline=None)
@given(messy())
def test_any_mess_keeps_its_way_back(source: str) -> None:
    canonical = canonicalise(source)
    check_origin(source, canonical)
    check_accounted(source, canonical)


@settings(max_examples=200, deadline=None)
@given(messy(), st.data())
def test_spans_quote_the_source(source: str, data: st.DataObject) -> None:
    canonical = canonicalise(source)
    if not canonical.text:
        return
    start = data.draw(st.integers(0, len(canonical.text) - 1))
    end = data.draw(st.integers(start + 1, len(canonical.text)))
    low, high = canonical.source_span(start, end)
    words = source[low:high]
    assert stands_for(words[0], canonical.text[start])
    assert stands_for(words[-1], canonical.text[end - 1])
    digits = [c for c in canonical.text[start:end] if c.isdigit()]
    printed = [c for c in words.translate(fold_table()) if c.isdigit()]
    assert len(digits) <= len(printed)


@settings(max_examples=200, deadline=None)
@given(messy())
def test_digits_are_never_joined(source: str) -> None:
    """Digits side by side in the text were so in the source, but for markup between them."""
    canonical = canonicalise(source)
    gaps = {cut.start: cut for cut in canonical.removed}
    pairs = zip(canonical.text, canonical.text[1:], canonical.origin, strict=False)
    for left, right, at in pairs:
        if left.isdigit() and right.isdigit() and at + 1 in gaps:
            assert gaps[at + 1].rule not in ("text.space", "text.wrap")


@settings(max_examples=300, deadline=None)
@given(messy())
def test_a_canonical_text_is_its_own(source: str) -> None:
    text = text_of(source.replace("**", ""))
    assert text_of(text) == text


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared bulletins are not beside the project")
def test_real_bulletins() -> None:
    for path in sorted(SHARED.glob("*/*.txt")):
        source = path.read_bytes().decode("utf-8")
        canonical = canonicalise(source)
        check_origin(source, canonical)
        check_accounted(source, canonical)
        if "**" not in source:  # bold print, which kept lines apart, is gone from the text
            assert text_of(canonical.text) == canonical.text, path.name
