"""Quantities of running text: what is found, what is refused, and that nothing is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from conftest import case_file
from hypothesis import given
from hypothesis import strategies as st

from extractors.figures import (
    Mask,
    find_quantities,
    ignore_rules,
    uncovered,
    with_zero_units,
)
from extractors.lexicons import read_toml
from extractors.units import load_units
from pipeline.model import Word

CASES = case_file("figures.toml")
ROWS = [(text, rows) for group in CASES.values() for text, rows in group.items()]
WORDS = read_toml("figure_words.toml")
RULES = read_toml("numeral_ignores.toml")["rule"]


def tagged(sentence: str) -> tuple[str, list[Word]]:
    """A sentence written as ``word/tag word/tag`` with its words, as the tagger gives them."""
    text, words = "", []
    for piece in sentence.split():
        word, tag = piece.rsplit("/", 1)
        words.append(Word(len(text), len(text) + len(word), tag))
        text += word
    return text, words


def listed(entry: str | list[str]) -> list[str]:
    return [entry] if isinstance(entry, str) else entry


def found(text, words=()):
    return find_quantities(text, (), words).quantities


@pytest.mark.parametrize(("text", "rows"), ROWS, ids=[text for text, _ in ROWS])
def test_case(text, rows):
    read = [
        [text[q.start : q.end], q.value, q.high, q.unit, q.unit_text, q.approx] for q in found(text)
    ]
    wanted = [
        [quote, Decimal(value), Decimal(high) if high else None, *rest]
        for quote, value, high, *rest in rows
    ]
    assert read == wanted


def test_values_are_exact_decimals():
    value = found("投入1.34亿元")[0].value
    assert isinstance(value, Decimal)
    assert value == 134_000_000


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("三次产业结构为24.5:34.0:41.5", ["share"] * 3),
        ("居全省第5位", ["rank"]),
        ("由2.7%降至零", ["number", "zero"]),
        ("共35户", ["number"]),
    ],
)
def test_kinds(text, kinds):
    assert [q.kind for q in found(text)] == kinds


def test_zero_takes_the_unit_of_the_number_before_it():
    done = with_zero_units(found("贫困发生率由2.7%降至零，新建道路35公里"))
    assert [(q.value, q.unit) for q in done] == [(Decimal("2.7"), "%"), (0, "%"), (35, "公里")]


def test_zero_without_a_number_before_it_is_dropped():
    assert with_zero_units(found("返贫人口降至零")) == []


@pytest.mark.parametrize(
    "text",
    [
        "选派第一书记", "落实第一责任人", "举办第四届比赛", "实现第二个百年目标",
        "一站式服务", "一体化推进", "进一步提高", "统一标准", "一些项目", "一批项目", "一系列政策",
        "帮扶一名贫困户", "抓好一线", "一是加强领导", "二是压实责任", "服务三农", "一村一品",
        "一二三产业融合", "五级书记一起抓", "三函一谈一督一改", "五天四夜", "双百亿工程",
        "一对一帮扶",
        "“5+2”工作法", "“1+7”方案", "创新“35845”工作法", "十四五期间", "党的十九大",
        "十九届五中全会精神", "三峡库区", "五桥街道", "五保户", "白草村1组", "万企帮万村",
        "全国百强县", "扶持万元户", "亿元村", "百度金融", "万州区", "改造228国道", "G60高速",
        "三方协议", "十分重要", "开展7×24小时服务", "电话0933-123456", "印发中央1号文件",
        "打八折", "万里行", "市三届人大三次会议", "扩建二期", "二套房首付", "换了一番面貌",
        "迎接建校60周年", "25度以上坡耕地", "国道105改线", "甲型H1N1流感", "推进“6个20工程”",
        "养老金15连涨", "以3金融资",
    ],
)  # fmt: skip
def test_refused(text):
    assert found(text) == ()


@pytest.mark.parametrize(
    "sentence",
    ["坚持/v 五个/m 坚持/v", "落实/v 四个/m 不/d 摘/v", "开展/v 三项/m 清理/v"],
)
def test_a_soft_count_without_a_noun_is_none(sentence):
    text, words = tagged(sentence)
    read = find_quantities(text, (), words)
    assert read.quantities == ()
    assert len(read.ignored) == 1


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("形成/v 四大/m 模式/n", 4, "个"),
        ("建立/v 八种/m 利益/n 联结/vn 方式/n", 8, "种"),
        ("出台/v 三项/m 制度/n", 3, "项"),
        ("实施/v 八大类/m 工程/n", 8, "类"),
        ("开展/v 十大/m 专项/a 行动/vn", 10, "个"),
        ("织密/v 三重/m 保障/vn 网/n", 3, "重"),
        ("跨越/v 三座/m 跨/v 江/n 大桥/n", 3, "座"),
        ("用于/v 五大/m 集团公司/ORG", 5, "个"),
        ("突发/v 困难户/n 三/m 类户/n ，/w", 3, "类"),
        ("养殖/v 百万头/m 生猪/n", 1_000_000, "头"),
        ("确权/v 近/d 万户/m", 10_000, "户"),
    ],
)
def test_a_soft_count_before_a_noun_counts(sentence, value, unit):
    text, words = tagged(sentence)
    assert [(q.value, q.unit) for q in found(text, words)] == [(value, unit)]


def test_a_numeral_inside_a_word_is_none():
    text, words = tagged("来到/v 三个庄村/LOC 走访/v 两户/m")
    assert [text[q.start : q.end] for q in found(text, words)] == ["两户"]


# No silent wrong value: what print broke is an issue, never another number.


@pytest.mark.parametrize(
    "text",
    ["投资10. 85亿元", "投资10 .85亿元", "投资1 700万元", "投资1 700 万元", "投资12 345 678元",
     "投资三万4000元", "投资13万2元"],
)  # fmt: skip
def test_a_broken_number_is_an_issue(text):
    read = find_quantities(text)
    assert read.quantities == ()
    assert "broken-number" in {issue.kind for issue in read.issues}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("惠及12.98万70周岁以上老人", [129_800, 70]),
        ("15. 四个品牌", [4]),
        ("2021 700万元", [7000000]),
    ],
)
def test_numbers_side_by_side_that_are_not_broken(text, values):
    assert [q.value for q in found(text)] == values


def test_a_year_before_a_comma_is_no_amount():
    read = find_quantities("2022，784亿元")
    assert [(q.value, q.unit) for q in read.quantities] == [(78_400_000_000, "元")]
    assert [(i.start, i.end, i.rule) for i in read.ignored] == [(0, 4, "ignore.year-name")]


@pytest.mark.parametrize(
    ("text", "lost"), [("编入35845类", []), ("全年共35，其中", ["35"]), ("比分1:2", ["1", "2"])]
)
def test_a_number_without_unit_is_an_issue(text, lost):
    issues = find_quantities(text).issues
    assert [text[i.start : i.end] for i in issues] == lost
    assert {i.kind for i in issues} <= {"number-without-unit"}


def test_claimed_and_silent_stretches_are_left_alone():
    text = "2021年，第22号，投入35万元"
    read = find_quantities(text, claimed=[(0, 5)], silent=[(6, 10)])
    assert [text[q.start : q.end] for q in read.quantities] == ["35万元"]
    assert all(issue.start >= 10 for issue in read.issues)


def test_ignore_rules_hold_in_silent_stretches():
    assert [i.rule for i in find_quantities("第22号", silent=[(0, 4)]).ignored] == [
        "ignore.ordinal"
    ]


def test_mask():
    mask = Mask(10, [(2, 4)])
    assert not mask.free(3, 6)
    assert mask.free(4, 6)
    mask.take(5, 6)
    assert not mask.free(4, 6)


# The data files: every list and rule by its own example and refusal.


@pytest.mark.parametrize("name", WORDS["approximators"])
def test_approximator_lists(name):
    entry = WORDS["approximators"][name]
    for text in entry["example"]:
        assert [q.approx for q in found(text)] == [name], text
    for text in entry["refusal"]:
        assert [q.approx for q in found(text)] == ["exact"], text


@pytest.mark.parametrize(
    ("text", "approx"),
    [
        (text, name)
        for name, entry in WORDS["approximators"].items()
        for text in [f"人数{w}30人" for w in entry["before"]] + [f"30人{w}" for w in entry["after"]]
    ],
)
def test_every_approximator_is_read(text, approx):
    assert [q.approx for q in found(text)] == [approx]


def _every(name, key):
    return [(name, text) for text in listed(WORDS[name][key])]


HOLDS = {
    "approximator_stops": lambda q: q.approx == "exact",
    "approximator_nouns": lambda q: q.approx == "exact",
    "between": lambda q: q.approx != "exact",
    "averaged": lambda q: "/" in q.unit,
    "each": lambda q: "/" in q.unit,
    "persons": lambda q: q.unit == "人",
    "households": lambda q: q.unit == "户",
    "admin": lambda q: q.unit == "个",
    "measured_bare": lambda q: q.rule == "number.money-class",
    "heads": lambda q: q.rule == "number.index",
    "implied": lambda q: q.rule == "number.implied-unit",
    "chinese": lambda q: q.rule == "number.chinese",
    "rank": lambda q: q.kind == "rank",
}


def test_every_list_is_tested():
    # counted_place holds by the divisions of a province: test_numeral_places reads it
    assert {*HOLDS, "approximators", "counted_place"} == set(WORDS)


@pytest.mark.parametrize("word", WORDS["averaged"]["heads"])
def test_every_head_of_an_average_is_read(word):
    assert [q.unit for q in found(f"{word}均2人以上就业")] == [f"人/{word}"]


@pytest.mark.parametrize(("name", "text"), [r for name in HOLDS for r in _every(name, "example")])
def test_list_example(name, text):
    read = found(text)
    assert read
    assert HOLDS[name](read[0])


@pytest.mark.parametrize(("name", "text"), [r for name in HOLDS for r in _every(name, "refusal")])
def test_list_refusal(name, text):
    assert not any(HOLDS[name](q) for q in found(text))


# 每个 alone is no denominator: its noun comes after (每个县 is 元/县)
@pytest.mark.parametrize("word", [w for w in WORDS["each"]["heads"] if w != "个"])
def test_every_head_of_a_rate_is_read(word):
    assert found(f"每{word}30元")[0].unit.startswith("元/")


@pytest.mark.parametrize("noun", WORDS["persons"]["nouns"])
def test_every_noun_for_persons_is_read(noun):
    assert [q.unit for q in found(f"惠及700万{noun}")] == ["人"]


@pytest.mark.parametrize("noun", WORDS["households"]["nouns"])
def test_every_noun_for_households_is_read(noun):
    assert [q.unit for q in found(f"惠及32万{noun}")] == ["户"]


@pytest.mark.parametrize("noun", WORDS["admin"]["nouns"])
def test_every_division_is_counted(noun):
    assert [(q.unit, q.unit_text) for q in found(f"覆盖8{noun}")] == [("个", noun)]


@pytest.mark.parametrize("stop", WORDS["admin"]["stops"])
def test_every_stop_of_divisions_refuses(stop):
    assert [q for q in found(f"228{stop}") if q.unit == "个"] == []


@pytest.mark.parametrize("word", WORDS["rank"]["before"])
def test_every_word_of_rank_is_read(word):
    assert [q.value for q in found(f"{word}第二")] == [2]


@pytest.mark.parametrize("stop", WORDS["rank"]["stops"])
def test_every_stop_of_ranks_refuses(stop):
    assert [q for q in found(f"全省第一{stop}") if q.kind == "rank"] == []


@pytest.mark.parametrize("unit", WORDS["chinese"]["refused_units"])
def test_every_refused_unit_is_one(unit):
    assert unit in load_units().by_form
    assert found(f"有三{unit}") == ()


@pytest.mark.parametrize("unit", WORDS["chinese"]["refused_units"])
def test_a_refused_unit_counts_many_unless_it_names(unit):
    named = unit in WORDS["chinese"]["named_units"]
    assert len(found(f"有二十{unit}")) == (not named)
    spans = {"日", "周"}  # 二十余日 is how long, and no figure without 历时
    assert len(found(f"有二十余{unit}")) == (unit not in spans)


def test_every_naming_unit_is_a_refused_one():
    assert set(WORDS["chinese"]["named_units"]) < set(WORDS["chinese"]["refused_units"])


def test_a_numeral_that_the_words_cut_amiss_is_read():
    text, words = tagged("共/d 三百/m 余万群/n 众/n 受益/v")
    words[0] = Word(0, 2, "d")  # 共三|百余
    assert [q.value for q in found(text, words)] == [3000000]
    text, words = tagged("统一/v 百/m 余/m 项/q 标准/n")
    assert found(text, words) == ()


@pytest.mark.parametrize("rule", RULES, ids=[rule["id"] for rule in RULES])
def test_ignore_rule(rule):
    pattern = dict(ignore_rules())[rule["id"]]
    assert pattern.search(rule["example"])
    assert not pattern.search(rule["refusal"])
    assert rule["id"] in {i.rule for i in find_quantities(rule["example"]).ignored}
    refused = find_quantities(rule["refusal"])
    assert rule["id"] not in {i.rule for i in refused.ignored}


def test_rule_ids_are_unique():
    ids = [rule["id"] for rule in RULES]
    assert len(ids) == len(set(ids))
    assert all(set(rule) == {"id", "pattern", "example", "refusal"} for rule in RULES)


# Nothing is lost: whatever a sentence is made of, each digit run is accounted for.

PIECES = st.sampled_from(
    ["投入", "约", "不超过", "每人", "由", "增加到", "至", "，", "。", "、", "（", "）", "其中",
     "第", "“", "”", "万", "亿", "百", "元", "户", "人", "个", "%", "个百分点", "亩",
     "/", ":", "-", "—", " ", ".", "\n", "村", "号", "年", "余", "左右", "以上",
     "三", "两", "十", "零"]
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(0, 10**7).map(str),
    st.integers(0, 10**9).map("{:,}".format),
    st.decimals(min_value=0, max_value=10**4, places=2).map(str),
)
OTHERS = PIECES.filter(lambda piece: piece != ".")
MARKED = st.tuples(NUMBERS, OTHERS).map("".join)
MESS = st.lists(st.one_of(PIECES, NUMBERS), max_size=25).map("".join)
TIDY = st.lists(st.one_of(OTHERS, MARKED), max_size=15).map("".join)


@given(TIDY)
def test_every_digit_run_is_accounted_for(text):
    read = find_quantities(text)
    spans = [(m.start, m.end) for m in (*read.quantities, *read.ignored, *read.issues)]
    assert [text[s:e] for s, e in uncovered(text, spans)] == []


@given(MESS)
def test_quantities_are_in_order_and_apart(text):
    end = 0
    for quantity in find_quantities(text).quantities:
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end


@given(MESS)
def test_the_range_has_its_lower_end_first(text):
    assert all(q.high is None or q.value < q.high for q in find_quantities(text).quantities)


@given(
    st.lists(st.integers(1, 10**6), min_size=2, max_size=2, unique=True), st.sampled_from("-—~至")
)
def test_two_numbers_are_a_range_where_they_rise(ends, sign):
    read = find_quantities(f"亩产{ends[0]}{sign}{ends[1]}公斤。").quantities
    ranges = [q for q in read if q.high is not None]
    if ends[0] < ends[1]:
        assert [(q.value, q.high) for q in ranges] == [tuple(ends)]
    else:
        assert ranges == []


@given(
    st.decimals(min_value=0, max_value=10**6, places=2), st.sampled_from(["", "万", "亿", "万亿"])
)
def test_the_value_is_the_printed_number_times_its_multiplier(number, multiplier):
    factor = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[multiplier]
    text = f"投入{number}{multiplier}元，"
    assert [q.value for q in found(text)] == [number * factor]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("名词解释\n27.6个示范区：指六片", ["6个"]),
        ("名词解释\n27. 6个示范区：指六片", ["6个"]),
        ("全年提高\n3.5个百分点", ["3.5个百分点"]),
        ("提高2.6个百分点", ["2.6个百分点"]),
    ],
)
def test_the_number_of_an_item_is_no_part_of_a_count(text, wanted):
    assert [text[q.start : q.end] for q in find_quantities(text).quantities] == wanted
