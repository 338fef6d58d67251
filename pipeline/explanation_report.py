"""An explanation in lines for a terminal: the passage, then field by field what decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from extractors.units import load_units
from pipeline.difference_report import passage
from pipeline.explain import link_steps
from pipeline.explanation_words import FIELDS, HOLDERS, WORDS
from pipeline.trace import Step

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from pipeline.explain import Explanation
    from pipeline.model import Article, Figure, TimeMention

WIDTH = 80  # cells of a line; a Chinese character takes two
INDENT = "  "
NONE = "—"


def lines(explanation: Explanation) -> Iterator[str]:
    """The whole explanation, no line wider than :data:`WIDTH`."""
    for depth, text in _entries(explanation):
        yield from wrapped(text, INDENT * depth)


def wrapped(text: str, indent: str = "") -> Iterator[str]:
    """A text in lines of at most :data:`WIDTH` cells; what goes on is indented once more.

    >>> [cell_len(line) for line in wrapped("数值" * 30, "  ")]
    [80, 48]
    """
    line = indent
    for piece in _pieces(text):
        if cell_len(line) + cell_len(piece.rstrip()) > WIDTH:
            yield line.rstrip()
            line = indent + INDENT * 2 + piece.lstrip()
        else:
            line += piece
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Where a line may break: behind a space, and behind any wide character."""
    piece = ""
    for character in text:
        piece += character
        if character == " " or cell_len(character) > 1 or cell_len(piece) > WIDTH // 2:
            yield piece
            piece = ""
    yield piece


def _entries(explanation: Explanation) -> Iterator[tuple[int, str]]:
    document = explanation.reading.document
    figure = explanation.figure
    if figure is None:
        yield from _held(explanation)
        return
    start, end = document.canonical.source_span(figure.start, figure.end)
    yield 0, f"{document.source.path}: 字符 characters {start}–{end}"
    yield 0, passage(document.source.text, start, end)
    article = next(a for a in document.articles if a.index == figure.article)
    yield 0, f"文章 article: {article.title or NONE} ({article.kind})"
    for heading in _headings(explanation):
        yield 0, f"标题 heading: {heading}"
    for field, value in _values(explanation, figure).items():
        yield 0, ""
        yield 0, f"{FIELDS[field]}: {value}"
        for step in _steps(explanation, figure, field):
            yield 1, f"{WORDS[step.what]}: {step.said}" if step.said else WORDS[step.what]
        if field == "period":
            yield from _frame(explanation, figure, article)
    yield 0, ""
    yield 0, f"存疑 doubt: {figure.doubt or NONE}"


def _held(explanation: Explanation) -> Iterator[tuple[int, str]]:
    """A numeral that is no figure: what holds it."""
    document, at = explanation.reading.document, explanation.at
    yield 0, f"{document.source.path}: 字符 character {at}"
    first = explanation.holders[0]
    yield 0, passage(document.source.text, first.start, first.end)
    yield 0, ""
    yield 0, "此处不是数据 no figure is here:"
    for holder in explanation.holders:
        quote = document.source.text[holder.start : holder.end]
        yield 1, f"{HOLDERS[holder.sort]}: {quote}"
        if holder.rule:
            yield 2, f"规则 rule: {holder.rule}"
        if holder.said:
            yield 2, f"读作 read as: {holder.said}"


def _headings(explanation: Explanation) -> list[str]:
    """The headings around the figure, the outermost first."""
    sentence, found = explanation.trace.sentence, []
    sections = explanation.reading.document.sections
    at = sentence.section if sentence is not None else -1
    while at >= 0:
        found.append(f"{sections[at].marker}{sections[at].heading}")
        at = sections[at].parent
    return found[::-1]


def _values(explanation: Explanation, figure: Figure) -> dict[str, str]:
    """Each field with what it holds in the end."""
    value = _plain(figure.value) + (f"–{_plain(figure.high)}" if figure.high is not None else "")
    number, _, rest = figure.rule.partition("+")
    label = next((rule for rule in rest.split("+") if rule.startswith("label.")), "")
    qualifiers = "".join(f" {axis}={word}" for axis, word in figure.qualifiers)
    return {
        "number": f"{value} {figure.unit} ({number})",
        "label": f"{figure.indicator or NONE} ({label or number}), {figure.measure}",
        "period": figure.period or NONE,
        "place": "、".join(figure.place) or NONE,
        "status": figure.status,
        "part_of": _whole(explanation, figure) or NONE,
        "programme": figure.programme or NONE,
        "concept": (figure.concept or NONE) + qualifiers,
    }


def _plain(value: Decimal) -> str:
    """A number in full, without zeros that only multiplying gave it."""
    return f"{value.normalize():f}"


def _whole(explanation: Explanation, figure: Figure) -> str:
    reading = explanation.reading
    whole = next((each for each in reading.figures if each.id == figure.part_of), None)
    if whole is None:
        return ""
    start, end = reading.document.canonical.source_span(whole.start, whole.end)
    quote = reading.document.source.text[start:end]
    return f"{whole.indicator} {quote} ({whole.id}, {start})"


def _steps(explanation: Explanation, figure: Figure, field: str) -> list[Step]:
    """The notes on a field, with what is known only from the finished reading."""
    if field == "number":
        return _number(figure)
    if field == "concept":
        return list(link_steps(figure))
    steps = explanation.trace.of(field)
    if field == "period":
        steps = [*_other_times(explanation, figure), *steps]
    if field == "status" and not steps:
        return [Step(field, "status.table")]
    return [*steps, *_later(explanation, figure, field)]


def _number(figure: Figure) -> list[Step]:
    unit = load_units().by_name.get(figure.unit.partition("/")[0])
    dimension = load_units().dimension(figure.unit) or NONE
    base = f", 1 {unit.name} = {unit.factor} {unit.base}" if unit and unit.factor else ""
    return [
        Step("number", "number.unit", f"{figure.unit_text or NONE} → {figure.unit}"),
        Step("number", "number.dimension", f"{dimension}{base}"),
        Step("number", "number.approx", figure.approx),
    ]


def _later(explanation: Explanation, figure: Figure, field: str) -> list[Step]:
    """What changed behind the decision: places dealt out, sums, the programme of the whole."""
    read = explanation.trace.read
    if field == "part_of":
        found = figure.part_of is not None and read.get(field) is None
        return [Step(field, "part.later")] if found and field in read else []
    values = {
        "place": figure.place,
        "programme": figure.programme,
        "period": figure.period,
    }
    if field not in read or field not in values or read[field] == values[field]:
        return []
    value = values[field]
    said = "、".join(value) if isinstance(value, tuple) else value or NONE
    return [Step(field, "programme.whole" if field == "programme" else "later", said)]


def _other_times(explanation: Explanation, figure: Figure) -> list[Step]:
    """The times of the sentence that were not asked, each with why."""
    trace, text = explanation.trace, explanation.reading.document.text
    if trace.sentence is None or trace.evidence is None:
        return []
    asked = {step.said for step in trace.of("period")}
    found = []
    for time in trace.evidence.times:
        if trace.sentence.start <= time.start < trace.sentence.end:
            words = " ".join(text[time.start : time.end].split())
            if words not in asked:
                what = "time.behind" if time.start >= figure.end else "time.farther"
                found.append(Step("period", what, words))
    return found


def _frame(explanation: Explanation, figure: Figure, article: Article) -> Iterator[tuple[int, str]]:
    """The time that governs, and the frame: the article's date, its source, what is set."""
    trace = explanation.trace
    if trace.time is not None:
        yield 1, f"时间 time: {_time(explanation, trace.time)}"
    date = article.date
    if date is None:
        yield 1, "文章日期 date of the article: —"
    else:
        evidence = f": {date.evidence}" if date.evidence else ""
        yield 1, f"文章日期 date of the article: {date.value} ({date.origin.value}{evidence})"
    if trace.evidence is None:
        return
    frame, _ = trace.evidence.line.at(figure.start)
    marks = {
        "settled": frame.settled,
        "inferred": frame.inferred,
        "planned": frame.planned,
        "notes": frame.notes,
    }
    said = ", ".join(mark for mark, holds in marks.items() if holds)
    span = f", {frame.span}" if frame.span else ""
    reference = f"{frame.reference or NONE}{span}"
    yield 1, f"框架 frame: {reference}" + (f" ({said})" if said else "")


def _time(explanation: Explanation, time: TimeMention) -> str:
    document = explanation.reading.document
    start, _ = document.canonical.source_span(time.start, time.end)
    words = document.text[time.start : time.end]
    return f"{words} ({start}) = {time.period or NONE}, {time.role}, {time.rule}"
