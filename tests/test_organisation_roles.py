"""What organisations did with figures: only where the grammar leaves no doubt."""

from __future__ import annotations

import pytest

from extractors.lexicons import read_toml
from extractors.organisation_roles import role_words
from pipeline.model import SourceText

HEAD = "夏邑县2021年工作简报\n2021年12月13日\n"
DATA = read_toml("organisation_roles.toml")


def roles(reader, text: str) -> list[tuple[str, str, str]]:
    """Organisation as named, role, figure as printed."""
    reading = reader.read(SourceText("d", "d.txt", f"{HEAD}{text}\n", "utf-8", ""))
    quotes = {f.id: reading.document.text[f.start : f.end] for f in reading.figures}
    return [(r.organisation.name, r.role, quotes[r.figure]) for r in reading.roles]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("县财政局安排资金800万元。", [("县财政局", "funded", "800万元")]),
        ("2021年，县财政局已累计拨付资金800万元。", [("县财政局", "funded", "800万元")]),
        ("其中县财政局投入600万元。", [("县财政局", "funded", "600万元")]),
        (
            "县财政局、县民政局共同出资90万元。",
            [("县财政局", "funded", "90万元"), ("县民政局", "funded", "90万元")],
        ),
        (
            "项目由青石绿源有限公司投资，由县交通运输局出资300万元。",
            [("县交通运输局", "funded", "300万元")],
        ),
        ("县农业银行为全县茶企发放贷款3亿元。", [("县农业银行", "funded", "3亿元")]),
        ("县财政局为全县茶企补助30万元。", [("县财政局", "funded", "30万元")]),
    ],
)
def test_who_gave_money(reader, text, wanted):
    assert roles(reader, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "县财政局拨付绿源果蔬专业合作社50万元。",
            [
                ("绿源果蔬专业合作社", "received", "50万元"),
                ("县财政局", "funded", "50万元"),
            ],
        ),
        (
            "向绿源果蔬专业合作社发放补助资金50万元。",
            [("绿源果蔬专业合作社", "received", "50万元")],
        ),
        ("绿源果蔬专业合作社获得补助50万元。", [("绿源果蔬专业合作社", "received", "50万元")]),
    ],
)
def test_who_got_money(reader, text, wanted):
    assert roles(reader, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("县民政局举办招聘会12场。", [("县民政局", "did", "12场")]),
        (
            "县民政局举办招聘会12场，培训农民320人。",
            [("县民政局", "did", "12场"), ("县民政局", "did", "320人")],
        ),
        ("由县交通运输局新建农村公路35公里。", [("县交通运输局", "did", "35公里")]),
    ],
)
def test_who_did_it(reader, text, wanted):
    assert roles(reader, text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "县财政局安排资金增长8.6%。",  # a growth is no amount
        "据县财政局统计，全县安排资金800万元。",
        "在县财政局支持下，安排资金800万元。",
        "配合县民政局举办招聘会12场。",
        "县民政局正式成立，建成公园12个。",  # what goes on is of another subject
        "县民政局举办招聘会；培训农民320人。",
        "县民政局组织绿源果蔬专业合作社培训农民320人。",  # either of them
        "县民政局开展3天培训。",
        "县财政局干部安排资金800万元。",
        "县民政局举办招聘会，全县就业320人。",
        "县财政局安排资金支持茶业，茶业产值达8亿元。",
    ],
)
def test_what_is_not_certain_is_left(reader, text):
    assert roles(reader, text) == []


def test_the_last_office_is_the_subject_behind_that_office(reader):
    found = roles(reader, "县乡村振兴局挂牌成立。该局安排资金800万元。")
    assert found == [("县乡村振兴局", "funded", "800万元")]


@pytest.mark.parametrize("role", ["funded", "received", "did"])
def test_every_verb_is_read_whole(role):
    for verb in DATA["verbs"][role]:
        assert role_words().verb.match(f"{verb}县")["verb"] == verb
        assert role in role_words().roles[verb]


@pytest.mark.parametrize("adverb", DATA["between"]["adverbs"])
def test_an_adverb_may_stand_ahead_of_the_verb(adverb):
    assert role_words().verb.match(f"{adverb}安排资金")["verb"] == "安排"


@pytest.mark.parametrize("verb", DATA["verbs"]["giving"])
def test_a_giving_verb_has_a_receiver(verb):
    assert role_words().giving.search(f"县财政局{verb}")
    assert role_words().given.match(f"{verb}50万元")
