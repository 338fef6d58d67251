"""Readings made by hand for the tests of the store, and a dump to compare databases by."""

from __future__ import annotations

import hashlib
import random
import sqlite3
import sys
from array import array
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from db import description
from db.store import ConceptEntry, Lookups, PlaceEntry, Provenance, Store, UnitEntry
from pipeline.model import (
    Article,
    Attribute,
    CanonicalText,
    Check,
    Document,
    Figure,
    FigureOrganisation,
    Ignored,
    Issue,
    OrganisationMention,
    Origin,
    PlaceMention,
    ProgrammeMention,
    Reading,
    Section,
    Sentence,
    SentenceKind,
    SourceText,
)

PROVENANCE = Provenance(rules_version="r1", segmenter="jieba")

_CHAINS = {
    "河南省": ("河南省",),
    "河南省商丘市": ("河南省", "河南省商丘市"),
    "河南省商丘市夏邑县": ("河南省", "河南省商丘市", "河南省商丘市夏邑县"),
    "重庆市": ("重庆市",),
    "重庆市万州区": ("重庆市", "重庆市万州区"),
}
_ENTRIES = {
    "河南省": PlaceEntry("河南省", "河南省", "410000000000", "province"),
    "河南省商丘市": PlaceEntry("河南省商丘市", "商丘市", "411400000000", "prefecture"),
    "河南省商丘市夏邑县": PlaceEntry("河南省商丘市夏邑县", "夏邑县", "411426000000", "county"),
    "重庆市": PlaceEntry("重庆市", "重庆市", "500000000000", "province"),
    "重庆市万州区": PlaceEntry("重庆市万州区", "万州区", "500101000000", "county"),
}
_UNITS = {
    "吨": UnitEntry("mass", "千克", Fraction(1000)),
    "斤": UnitEntry("mass", "千克", Fraction(1, 2)),
    "元": UnitEntry("money", "元", Fraction(1)),
    "%": UnitEntry("ratio", "%", Fraction(1)),
    "百分点": UnitEntry("ratio", "%", Fraction(1)),
    "人": UnitEntry("persons", "人", Fraction(1)),
    "个": UnitEntry("counts", "个", Fraction(1)),
    "家": UnitEntry("organisations", "家", Fraction(1)),
    "位": UnitEntry("persons", "人", Fraction(1)),
}
GRAIN = ConceptEntry(
    "grain-output", "粮食产量", "Grain output", "农业", "mass", "level", "千克",
    "全社会在日历年度内生产的谷物、豆类和薯类的总量。", "国家统计局", 1e5, 8e10,
    "source", "制度总说明",
)  # fmt: skip
_CONCEPTS = {
    "grain-output": GRAIN,
    "enterprises": ConceptEntry(
        "enterprises", "企业数", "Enterprises", "市场主体", "organisations", "level", "家", "企业。"
    ),
    "linking-funds": ConceptEntry(
        "linking-funds",
        "衔接资金",
        "Linking funds",
        "脱贫与防返贫",
        "money",
        "level",
        "元",
        "资金。",
    ),
}
LOOKUPS = Lookups(
    places=lambda path: tuple(_ENTRIES[each] for each in _CHAINS.get(path, ())),
    units=_UNITS.get,
    concepts=_CONCEPTS.get,
)


def canonical(source: str) -> CanonicalText:
    """The text without its spaces, each taken out by a rule."""
    kept = [at for at, character in enumerate(source) if character != " "]
    text = "".join(source[at] for at in kept)
    footer = source.find("第3页")
    removed = (Ignored(footer, footer + 3, "text.page"),) if footer >= 0 else ()
    return CanonicalText(text, array("I", kept), removed)


def _sentences(text: str) -> tuple[Sentence, ...]:
    """Lines are paragraphs, 。 ends a sentence; the first line is the title."""
    found, start, paragraph = [], 0, 0
    for at, character in enumerate(text):
        if character in "。\n":
            kind = SentenceKind.TITLE if paragraph == 0 else SentenceKind.TEXT
            end = at + (character == "。")
            if end > start:
                section = 0 if paragraph else -1
                found.append(Sentence(len(found), 0, section, start, end, kind, paragraph))
            start = at + 1
            paragraph += character == "\n"
    return tuple(found)


class Maker:
    """Makes the parts of a reading out of the words of its text."""

    def __init__(self, source: str) -> None:
        self.canonical = canonical(source)
        self.text = self.canonical.text
        self.sentences = _sentences(self.text)

    def span(self, words: str) -> tuple[int, int]:
        start = self.text.index(words)
        return start, start + len(words)

    def sentence(self, start: int) -> int:
        return next(s.index for s in self.sentences if s.start <= start < s.end)

    def figure(self, key: str, words: str, value: str, **more: object) -> Figure:
        start, end = self.span(words)
        common: dict[str, object] = {
            "unit": "吨",
            "unit_text": "万吨",
            "indicator": "粮食产量",
            "place": ("河南省商丘市夏邑县",),
            "period": "2021",
            "period_text": "2021年",
            "status": "actual",
            "approx": "exact",
            "measure": "level",
            "rule": "figure.number",
            "sentence": self.sentence(start),
        }
        return Figure(id=key, start=start, end=end, value=Decimal(value), **{**common, **more})  # type: ignore[arg-type]

    def document(self, doc: str, source: str) -> Document:
        end = len(self.text)
        stated = Attribute("2021-12-03", Origin.STATED, "2021年12月3日")
        article = Article(
            0,
            0,
            end,
            self.text.partition("\n")[0],
            "news",
            issuer=Attribute("夏邑县统计局", Origin.MANIFEST),
            date=stated,
            place=Attribute("河南省商丘市夏邑县", Origin.INFERRED, "夏邑县"),
        )
        start = self.text.index("\n") + 1
        return Document(
            id=doc,
            source=SourceText(doc, f"documents/{doc}.txt", source, "utf-8", digest(source)),
            canonical=self.canonical,
            title=Attribute(article.title, Origin.STATED),
            articles=(article,),
            sections=(Section(0, 0, -1, 1, start, end, "一、", "生产"),),
            sentences=self.sentences,
            tables=(),
            issues=(Issue("structure.short", "a short text"),),
        )


def digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


SOURCE = (
    "夏邑县农业生产简报\n"
    "一、2021年，全县粮食产量 38.2 万吨，其中小麦15.2万吨、玉米23万吨。第3页\n"
    "会亭镇、万州区对口帮扶给两地各3至5万元，由县农业农村局实施“三师入户”活动。\n"
)


def reading(doc: str = "xia", source: str = SOURCE) -> Reading:
    """The reading of a small bulletin, with something for every table."""
    make = Maker(source)
    town = "河南省商丘市夏邑县会亭镇"
    figures = (
        make.figure(
            "1", "38.2万吨", "382000.0", concept="grain-output", qualifiers=(("group", "农户"),)
        ),
        make.figure("2", "15.2万吨", "152000", indicator="小麦产量", part_of="1"),
        make.figure("3", "23万吨", "230000", indicator="玉米 产量", part_of="1"),
        make.figure(
            "4",
            "3至5万元",
            "30000",
            high=Decimal("5E+4"),
            unit="元",
            unit_text="万元",
            indicator="帮扶资金",
            place=(town, "重庆市万州区"),
            period=None,
            period_text="",
            programme="三师入户",
            doubt="which year",
        ),
    )
    village, county = make.span("会亭镇"), make.span("万州区")
    office = OrganisationMention(
        *make.span("县农业农村局"),
        "夏邑县农业农村局",
        "department",
        "suffix",
        "河南省商丘市夏邑县农业农村局",
        "河南省商丘市夏邑县",
    )
    return Reading(
        document=make.document(doc, source),
        figures=figures,
        programmes=(ProgrammeMention(*make.span("三师入户"), "三师入户", "campaign", "quoted"),),
        places=(
            PlaceMention(*village, town, "411426101000", "township", "short", ("河南省会亭镇",)),
            PlaceMention(*county, "重庆市万州区", "500101000000", "county", "name"),
        ),
        organisations=(office,),
        roles=(FigureOrganisation("1", office, "did", "role.subject"),),
        ignored=(Ignored(*make.span("一、"), "marker.section"),),
        issues=(Issue("audit.unclaimed", "nobody knows this number", *make.span("两地")),),
        checks=(
            Check("sum", ("1", "2", "3"), Decimal("382000"), Decimal("382000"), True),
            Check("ratio", ("2", "1"), Decimal("39.79"), Decimal("40"), None),
            Check("rank", ("1", "2"), Decimal(0), Decimal(0), True),
        ),
        numerals=7,
        claimed=6,
    )


def numbered(index: int) -> Reading:
    """One of many readings, each its own."""
    source = SOURCE.replace("38.2", f"{index}.5").replace("会亭镇", f"第{index % 7}镇")
    source = source.replace("全县", f"编号{index}号全县")
    return _numbered(f"doc{index:04d}", source, index)


def _numbered(doc: str, source: str, index: int) -> Reading:
    make = Maker(source)
    place = f"河南省商丘市夏邑县第{index % 7}镇"
    kinds = ("campaign", "campaign", "policy")
    figures = tuple(
        make.figure(str(n), words, "10", indicator=f"指标{(index + n) % 13}", place=(place,))
        for n, words in enumerate((f"{index}.5万吨", "15.2万吨", "23万吨"))
    )
    mention = make.span("三师入户")
    return Reading(
        document=make.document(doc, source),
        figures=figures,
        programmes=(ProgrammeMention(*mention, "三师入户", kinds[index % 3], "quoted"),),
        places=(
            PlaceMention(*make.span(f"第{index % 7}镇"), place, "411426101000", "township", "t"),
        ),
        numerals=5,
        claimed=5,
    )


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but runs, without the numbers of runs, and the search index."""
    conn = sqlite3.connect(path)
    found: dict[str, list[tuple[object, ...]]] = {}
    for table in description.tables():
        if table.name != "runs":
            names = ", ".join(f'"{c.name}"' for c in table.columns if c.references != "runs")
            order = ", ".join(f'"{name}"' for name in table.key)
            rows = conn.execute(f'SELECT {names} FROM "{table.name}" ORDER BY {order}')
            found[table.name] = rows.fetchall()
    conn.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, sentences_fts, instance)")
    terms = conn.execute("SELECT term, doc, offset FROM temp.terms ORDER BY 1, 2, 3")
    found["sentences_fts"] = terms.fetchall()
    conn.close()
    return found


def ingest(path: Path, indices: list[int]) -> None:
    """A whole run over some of the numbered readings, leaving known ones alone."""
    with Store(path, LOOKUPS) as store:
        known = store.known()
        run = store.start_run("r1", "jieba")
        for index in indices:
            each = numbered(index)
            if each.document.id not in known:
                store.write(each, run, PROVENANCE)
        store.finish_run(run, unchanged=len(known))


if __name__ == "__main__":
    order = list(range(int(sys.argv[2])))
    random.Random(sys.argv[3]).shuffle(order)
    ingest(Path(sys.argv[1]), order)
