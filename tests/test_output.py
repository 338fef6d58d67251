"""JSON Lines: the fields that FACTS names, offsets into the source, exact whole numbers."""

from __future__ import annotations

import json
from array import array
from decimal import Decimal

from pipeline.model import (
    Article,
    Attribute,
    CanonicalText,
    Check,
    Document,
    Figure,
    FigureOrganisation,
    Issue,
    OrganisationMention,
    Origin,
    PlaceMention,
    ProgrammeMention,
    Reading,
    SourceText,
)
from pipeline.output import lines, rows

SOURCE = "夏邑县投入2809 万\n元。"
CLEAN = "夏邑县投入2809万元。"
ORIGIN = [index for index, character in enumerate(SOURCE) if character not in " \n"]
FIGURE_FIELDS = {
    "type", "doc", "id", "start", "end", "quote", "value", "unit", "unit_text", "approx",
    "measure", "status", "indicator", "place", "period", "period_text", "part_of", "programme",
}  # fmt: skip


def figure(**changes) -> Figure:
    fields = {
        "id": "d-001", "start": 5, "end": 11, "value": Decimal("28090000.0"), "unit": "元",
        "unit_text": "万元", "indicator": "资金", "place": ("河南省商丘市夏邑县",),
        "period": "2021", "period_text": "今年", "status": "actual", "approx": "exact",
        "measure": "level", "rule": "r",
    }  # fmt: skip
    return Figure(**{**fields, **changes})


def reading(**parts) -> Reading:
    article = Article(
        0, 0, len(CLEAN), "简报", "news",
        issuer=Attribute("夏邑县政府", Origin.STATED),
        number=Attribute("夏政〔2021〕1号", Origin.STATED),
        date=Attribute("2021-12-13", Origin.INFERRED),
    )  # fmt: skip
    document = Document(
        id="d",
        source=SourceText("d", "d.txt", SOURCE, "utf-8", ""),
        canonical=CanonicalText(CLEAN, array("l", ORIGIN)),
        title=Attribute("简报", Origin.STATED),
        articles=(article,),
        sections=(),
        sentences=(),
        tables=(),
    )
    return Reading(document, **parts)


def only(type_: str, **parts) -> dict:
    return next(row for row in rows(reading(**parts)) if row["type"] == type_)


def test_figure():
    row = only("figure", figures=(figure(),))
    assert set(row) >= FIGURE_FIELDS
    assert "high" not in row
    assert row["quote"] == "2809 万\n元" == SOURCE[row["start"] : row["end"]]
    assert row["place"] == ["河南省商丘市夏邑县"]
    assert (row["part_of"], row["programme"]) == (None, None)


def test_whole_values_stay_whole():
    value = only("figure", figures=(figure(),))["value"]
    assert value == 28090000
    assert isinstance(value, int)
    huge = only("figure", figures=(figure(value=Decimal("123456789012345678901")),))
    assert huge["value"] == 123456789012345678901


def test_fractions_are_numbers():
    assert only("figure", figures=(figure(value=Decimal("8.6")),))["value"] == 8.6
    assert only("figure", figures=(figure(value=Decimal("-2.10")),))["value"] == -2.1


def test_a_range_has_its_upper_end():
    row = only("figure", figures=(figure(value=Decimal(3), high=Decimal(5)),))
    assert (row["value"], row["high"]) == (3, 5)


def test_a_period_that_the_text_does_not_settle_is_null():
    assert only("figure", figures=(figure(period=None),))["period"] is None


def test_document():
    assert only("document") == {
        "type": "document",
        "doc": "d",
        "file": "d.txt",
        "title": "简报",
        "articles": [
            {
                "title": "简报",
                "place": None,
                "kind": "news",
                "date": "2021-12-13",
                "date_source": "inferred",
                "doc_number": "夏政〔2021〕1号",
                "issuer": "夏邑县政府",
            }
        ],
    }


def test_mentions():
    parts = {
        "places": (PlaceMention(0, 3, "河南省商丘市夏邑县", "411426000000", "county", "r"),),
        "programmes": (ProgrammeMention(0, 3, "四个不摘", "slogan", "r"),),
        "organisations": (OrganisationMention(0, 3, "夏邑县", "government", "r"),),
    }
    span = {"doc": "d", "start": 0, "end": 3, "quote": "夏邑县"}
    assert only("place", **parts) == {
        "type": "place", **span, "path": "河南省商丘市夏邑县", "code": "411426000000",
        "level": "county", "successor": "", "candidates": [], "reason": "",
    }  # fmt: skip
    assert only("programme", **parts) == {
        "type": "programme", **span, "name": "四个不摘", "kind": "slogan", "level": None,
        "issuer": None, "year": 2019, "source": None,
        "components": ["摘帽不摘责任", "摘帽不摘政策", "摘帽不摘帮扶", "摘帽不摘监管"],
        "evidence": None,
    }  # fmt: skip
    assert only("organisation", **parts) == {
        "type": "organisation", **span, "name": "夏邑县", "kind": "government",
        "canonical": "夏邑县", "place": None, "rule": "r",
    }  # fmt: skip


def test_a_local_programme_has_its_bulletin_as_source():
    mention = ProgrammeMention(0, 3, "青石惠老行动", "campaign", "r", "local")
    row = only("programme", programmes=(mention,))
    assert (row["level"], row["source"], row["components"]) == ("local", "d", [])


def test_what_an_organisation_did_with_a_figure():
    county = OrganisationMention(
        0, 3, "县政府", "government", "r", "河南省商丘市夏邑县人民政府", "河南省商丘市夏邑县"
    )
    role = FigureOrganisation("d-001", county, "funded", "role.subject")
    assert only("figure_organisation", roles=(role,)) == {
        "type": "figure_organisation", "doc": "d", "start": 0, "end": 3, "quote": "夏邑县",
        "name": "县政府", "canonical": "河南省商丘市夏邑县人民政府", "figure": "d-001",
        "role": "funded", "rule": "role.subject",
    }  # fmt: skip


def test_check():
    check = Check("sum", ("d-001", "d-002"), Decimal("3.5"), Decimal(4), holds=False)
    assert only("check", checks=(check,)) == {
        "type": "check", "doc": "d", "kind": "sum", "figures": ["d-001", "d-002"],
        "expected": 3.5, "stated": 4, "holds": False, "message": "",
    }  # fmt: skip


def test_issues_point_into_the_source_or_nowhere():
    issues = (Issue("number-without-unit", "2809", 5, 9), Issue("no-date", "no date"))
    found = [row for row in rows(reading(issues=issues)) if row["type"] == "issue"]
    assert SOURCE[found[0]["start"] : found[0]["end"]] == "2809"
    assert (found[1]["start"], found[1]["end"]) == (-1, -1)


def test_every_line_is_one_object_with_type_and_doc():
    whole = list(lines(reading(figures=(figure(), figure(id="d-002")))))
    assert len(whole) == 3
    for line in whole:
        row = json.loads(line)
        assert "\n" not in line
        assert row["doc"] == "d"
    assert [json.loads(line)["type"] for line in whole] == ["document", "figure", "figure"]
    assert "夏邑县" in whole[1]  # Chinese is not escaped
