"""What a growth is measured against, among the qualifiers of a linked figure."""

from __future__ import annotations

import pytest

from pipeline.model import SourceText

HEAD = "夏邑县2021年工作简报\n2022年2月13日\n"


def bases(reader, text: str) -> list[str]:
    source = SourceText("d", "d.txt", f"{HEAD}{text}\n", "utf-8", "")
    return [dict(figure.qualifiers).get("basis", "") for figure in reader.read(source).figures]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("粮食产量32万吨，同比增长9%，比2015年增长65%。", ["", "", "比2015"]),
        ("粮食产量、蔬菜产量分别比2015年增长6%、7%。", ["比2015", "比2015"]),
        ("粮食产量年均增长6%。", ["年均"]),
        ("一般公共预算收入下降4%（同口径增长3%）。", ["", "可比口径"]),
        ("粮食产量年均（下同）增长6%。", ["年均"]),
        ("贷款余额92亿元，比年初增加12亿元。", ["", "比年初"]),
        ("上半年粮食产量同比增长6%，较2019年同期增长8%。", ["", "比2019"]),
        # the usual base, and what is no change
        ("粮食产量比上年增长6%。", [""]),
        ("粮食产量较2020年增长6%。", [""]),
        ("上半年粮食产量比去年同期增长6%。", [""]),
        ("粮食产量达到2015年的1.5倍。", [""]),
        ("粮食产量比2015年增长50%，蔬菜产量增长8%。", ["比2015", ""]),
        # over a span, as one; its target may be for each year
        ("“十三五”期间，粮食产量增长32%。", ["比2015"]),
        ("“十三五”期间，粮食产量翻了一番。", ["比2015"]),
        # a rank of the growth, or of the amount
        ("粮食产量增长9%，居全市第2位。", ["", "增速"]),
        ("粮食产量增长9%，总量居全市第2位。", ["", ""]),
    ],
)
def test_the_basis_of_a_change(reader, text, wanted):
    assert bases(reader, text) == wanted


def test_a_figure_of_no_concept_has_none(reader):
    assert bases(reader, "打火机产值比2015年增长50%。") == [""]
