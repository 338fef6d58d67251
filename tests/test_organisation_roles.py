"""What organisations did with figures: only where the grammar leaves no doubt."""

from __future__ import annotations

import pytest

from extractors.lexicons import read_toml
from extractors.organisation_roles import ROLES, role_words
from pipeline.model import SourceText
from pipeline.output import rows

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
        ("青石绿源有限公司等5家企业捐款80万元。", [("青石绿源有限公司", "funded", "80万元")]),
        ("县农商银行贷款500万元。", [("县农商银行", "funded", "500万元")]),
        ("向县农商银行贷款500万元。", [("县农商银行", "funded", "500万元")]),
        (
            "争取国开行和农发行等水利项目贷款2亿元。",
            [("国开行", "funded", "2亿元"), ("农发行", "funded", "2亿元")],
        ),
        (
            "县交通运输局争取省交通厅补助资金800万元。",
            [("省交通厅", "funded", "800万元"), ("县交通运输局", "received", "800万元")],
        ),
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
        ("青石绿源有限公司获批贷款300万元。", [("青石绿源有限公司", "received", "300万元")]),
        ("青石绿源有限公司贷款300万元。", [("青石绿源有限公司", "received", "300万元")]),
        ("安排县乡村振兴局工作经费30万元。", [("县乡村振兴局", "received", "30万元")]),
        ("为绿源果蔬专业合作社争取贷款20万元。", [("绿源果蔬专业合作社", "received", "20万元")]),
        (
            "县民政局向县检察院移送线索6条。",
            [("县检察院", "received", "6条"), ("县民政局", "did", "6条")],
        ),
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
        ("县人民医院接诊患者1.2万人次。", [("县人民医院", "did", "1.2万人次")]),
        ("县第一中学招收学生1200人。", [("县第一中学", "did", "1200人")]),
        ("县税务局组织税收收入5.2亿元。", [("县税务局", "did", "5.2亿元")]),
        (
            "绿源果蔬专业合作社种植辣椒500亩，带动农户200户。",
            [("绿源果蔬专业合作社", "did", "500亩"), ("绿源果蔬专业合作社", "did", "200户")],
        ),
    ],
)
def test_who_did_it(reader, text, wanted):
    assert roles(reader, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("青石绿源有限公司营业收入突破3亿元。", [("青石绿源有限公司", "has", "3亿元")]),
        (
            "绿源果蔬专业合作社现有社员320人，注册资本500万元。",
            [("绿源果蔬专业合作社", "has", "320人"), ("绿源果蔬专业合作社", "has", "500万元")],
        ),
        ("县人民医院项目投资2亿元。", []),  # of the project
        ("青石绿源有限公司、县第一中学占地30亩。", []),  # of both together, or of each
    ],
)
def test_what_is_its_own(reader, text, wanted):
    assert roles(reader, text) == wanted


@pytest.mark.parametrize(
    ("text", "name", "full"),
    [
        ("县财政安排资金800万元。", "县财政", "河南省商丘市夏邑县财政"),
        ("县本级财政配套资金800万元。", "县本级财政", "河南省商丘市夏邑县财政"),
        ("投入县财政资金800万元。", "县财政", "河南省商丘市夏邑县财政"),
        ("会亭镇财政列支800万元。", "会亭镇财政", "河南省商丘市夏邑县会亭镇财政"),
        ("中央财政下达衔接资金800万元。", "中央财政", "中央财政"),
        ("国家投入资金800万元。", "国家", "中央财政"),
    ],
)
def test_a_treasury_that_gave(reader, text, name, full):
    reading = reader.read(SourceText("d", "d.txt", f"{HEAD}{text}\n", "utf-8", ""))
    (role,) = reading.roles
    found = role.organisation
    assert (found.name, found.canonical, found.kind) == (name, full, "treasury")
    assert found in reading.organisations
    assert "organisation" not in {row["type"] for row in rows(reading)}, "it is no body"


@pytest.mark.parametrize(
    "text",
    [
        "县财政收入800万元，县财政支出900万元。",
        "省、市财政安排资金800万元。",  # how much of it each?
        "全县财政安排资金800万元。",
        "县财政紧张。",
    ],
)
def test_a_treasury_that_gave_nothing_is_left_out(reader, text):
    reading = reader.read(SourceText("d", "d.txt", f"{HEAD}{text}\n", "utf-8", ""))
    assert (reading.roles, reading.organisations) == ((), ())


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
        "县人民医院开工建设，新增床位120张。",  # in the county
        "绿源果蔬专业合作社获批成立，建成冷库3座。",
        "青石开发区在全国开发区评比中得分90分。",  # no verb, but a noun of it
        "县财政局干部320人下沉一线。",
        "县教育局下属学校45所。",
    ],
)
def test_what_is_not_certain_is_left(reader, text):
    assert roles(reader, text) == []


def test_the_last_office_is_the_subject_behind_that_office(reader):
    found = roles(reader, "县乡村振兴局挂牌成立。该局安排资金800万元。")
    assert found == [("县乡村振兴局", "funded", "800万元")]


@pytest.mark.parametrize("role", ROLES)
def test_every_verb_is_read_whole(role):
    for verb in DATA["verbs"][role]:
        assert role_words().verb.match(f"{verb}县")["verb"] == verb
        assert role in role_words().roles[verb]


@pytest.mark.parametrize("preposition", DATA["between"]["toward"])
def test_somebody_may_stand_ahead_of_the_verb(preposition):
    found = role_words().verb.match(f"{preposition}全县茶企累计培训320人")
    assert found["verb"] == "培训"


@pytest.mark.parametrize("end", DATA["between"]["noun_ends"])
def test_a_verb_in_a_noun_is_none(end):
    assert role_words().verb.match(f"在全县培训{end}") is None


@pytest.mark.parametrize("noun", DATA["own"]["nouns"])
def test_what_one_has_is_found_behind_its_owner(noun):
    for link in DATA["own"]["links"]:
        assert role_words().own.fullmatch(f"全年{noun}{link}")
    assert role_words().own.fullmatch(f"{noun}县") is None


@pytest.mark.parametrize("word", DATA["verbs"]["from"])
def test_a_giver_may_stand_behind(word):
    assert role_words().source.search(f"县{word}")


@pytest.mark.parametrize("word", DATA["verbs"]["spending"])
def test_a_treasury_may_stand_behind(word):
    assert role_words().spending.search(word)


@pytest.mark.parametrize("word", DATA["verbs"]["lending"])
def test_a_lender_stands_ahead(word):
    assert role_words().lent.match(word)


@pytest.mark.parametrize("word", DATA["verbs"]["handing"])
def test_what_is_handed_over(word):
    assert role_words().handed.match(word)["verb"] == word


@pytest.mark.parametrize("noun", DATA["between"]["money"])
def test_money_ends_what_is_got(noun):
    assert role_words().money.fullmatch(f"等水利{noun}")


@pytest.mark.parametrize("noun", DATA["between"]["groups"])
def test_subjects_may_be_summed_up(noun):
    for words in (f"等5家{noun}", f"等{noun}", f"三家龙头{noun}"):
        assert role_words().group.fullmatch(words)
    assert role_words().group.match(noun) is None


@pytest.mark.parametrize("adverb", DATA["between"]["adverbs"])
def test_an_adverb_may_stand_ahead_of_the_verb(adverb):
    assert role_words().verb.match(f"{adverb}安排资金")["verb"] == "安排"


@pytest.mark.parametrize("verb", DATA["verbs"]["winning"])
def test_a_winning_verb_stands_behind_its_receiver(verb):
    assert role_words().given.match(f"{verb}50万元")


@pytest.mark.parametrize("verb", DATA["verbs"]["giving"])
def test_a_giving_verb_has_a_receiver(verb):
    assert role_words().giving.search(f"县财政局{verb}")
    assert role_words().given.match(f"{verb}50万元")
