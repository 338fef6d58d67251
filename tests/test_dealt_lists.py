"""Lists of numbers: what each of them is of, and the verb that they share."""

from __future__ import annotations

import pytest

from extractors.bases import bases
from extractors.figures import find_quantities
from extractors.lexicons import read_toml
from pipeline.model import SourceText

DATA = read_toml("indicator_words.toml")
HEAD = "夏邑县2021年工作简报\n2021年12月13日\n"


def labels(reader, text: str) -> list[str]:
    source = SourceText("d", "d.txt", f"{HEAD}{text}\n", "utf-8", "")
    return [figure.indicator for figure in reader.read(source).figures]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # a word for two things, and a list of as many, without 分别
        ("城乡居民收入达到4万元和2万元。", ["城镇居民收入", "农村居民收入"]),
        ("广播、电视综合覆盖率达到94%、95%。", ["广播覆盖率", "电视综合覆盖率"]),
        ("财政收入、支出达到9亿元和17亿元。", ["财政收入", "财政支出"]),
        ("旅游人数和收入增长21%和32%。", ["旅游人数", "旅游收入"]),
        # a second list goes on with the items of the first
        (
            "存贷款余额分别达17亿元和13亿元，增长14%和17%。",
            ["存款余额", "贷款余额"] * 2,
        ),
        (
            "收购烤烟14万担、香料烟3万担，实现产值19亿元和2亿元。",
            ["收购烤烟", "香料烟", "收购烤烟产值", "香料烟产值"],
        ),
        # the clause before lists them
        ("工业产值、建筑业产值快速增长，分别达34亿元和12亿元。", ["工业产值", "建筑业产值"]),
        # what is counted takes no head of what is measured
        ("接待游客、旅游收入分别增长10%和12%。", ["接待游客", "旅游收入"]),
        # ranks, and what is said of what was ranked
        (
            "空气优良率达90%；城乡居民收入分别居全省第二和第三，年均分别增长7%和8%。",
            ["空气优良率", "城镇居民收入排名", "农村居民收入排名", "城镇居民收入", "农村居民收入"],
        ),
        (
            "城镇、农村居民收入分别增长8%、9%，增速列全省第二和第三。",
            ["城镇居民收入", "农村居民收入", "城镇居民收入增速排名", "农村居民收入增速排名"],
        ),
        (
            "一产、二产、三产增加值分别居全市第二、第七、第九。",
            ["一产增加值排名", "二产增加值排名", "三产增加值排名"],
        ),
        # one thing among several others, and several things that are ranked
        ("经济实力居全国第20位、河北省第1位。", ["经济实力排名"] * 2),
        ("外资增速居全省第一位、总量居全省第二位。", ["外资增速排名", "外资总量排名"]),
        ("粮食、油料产量均居全省第一、全国第四。", ["粮食、油料产量排名"] * 2),
        # 各项 deals nothing out
        ("各项存贷款余额分别为62亿元、23亿元。", ["各项存款余额", "各项贷款余额"]),
    ],
)
def test_each_number_has_its_own_item(reader, text, names):
    assert labels(reader, text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("税收占生产总值、财政收入的比重达到6%和67%。", "税收占生产总值、财政收入的比重"),
        ("小学、初中平均公用经费不低于400元和600元。", "小学、初中平均公用经费"),
        ("生产总值和税收连续突破30亿元、40亿元。", "生产总值和税收"),
    ],
)
def test_what_is_not_dealt_out(reader, text, name):
    assert set(labels(reader, text)) == {name}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("新增企业3家、合作社5家。", ["新增企业数", "新增合作社数"]),
        ("新增3家企业、5家合作社。", ["新增企业数", "新增合作社数"]),
        ("新建产业基地13个、标准农田26亩。", ["新建产业基地数", "新建标准农田面积"]),
        ("新增省级龙头企业3家、市级8家。", ["新增省级龙头企业数", "新增市级龙头企业数"]),
        ("新增养老、医疗保险参保人数3人和5人。", ["新增养老保险参保人数", "新增医疗保险参保人数"]),
        # a verb of its own, a total, money, another clause
        ("新增企业3家、培训农民500人。", ["新增企业数", "培训农民人数"]),
        ("新增企业3家、总数达50家。", ["新增企业数", "企业数"]),
        ("新增企业3家、旅游收入5亿元。", ["新增企业数", "旅游收入"]),
        ("新增企业3家，合作社5家。", ["新增企业数", "合作社数"]),
        ("新增城镇就业300人、失业人员再就业50人。", ["新增城镇就业人数", "失业人员再就业人数"]),
        ("认定地标产品3个、绿色食品4个。", ["认定地标产品数", "绿色食品数"]),
    ],
)
def test_a_list_shares_the_verb_of_its_first(reader, text, names):
    assert labels(reader, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("合作社新增160个总计达1268个。", ["合作社新增数", "合作社数"]),
        ("机场新增通航城市7个、总数达26个。", ["机场新增通航城市数", "机场通航城市数"]),
        ("开工建设公园45个、完成22个。", ["开工建设公园数", "完成公园数"]),
        ("保障房开工90套、基本建成80套。", ["保障房开工数", "保障房基本建成数"]),
        ("改造危房90户、完成80户。", ["改造危房户数", "改造危房户数"]),
        ("办好全市25件和中心城区20件民生实事。", ["民生实事数", "中心城区民生实事数"]),
        ("53个行政村农村饮水工程18处。", ["行政村数", "行政村农村饮水工程数"]),
    ],
)
def test_what_is_there_in_all_is_not_what_is_new(reader, text, names):
    assert labels(reader, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "增加值增长4%；财政收入突破400亿元大关，达到438亿元。",
            ["增加值", "财政收入", "财政收入"],
        ),
        ("产值跨越30亿元、40亿元两个台阶。", ["产值", "产值", "台阶数"]),
        ("产值连续迈上4个百亿元台阶、达950亿元。", ["产值台阶数", "台阶规模", "产值"]),
    ],
)
def test_what_is_passed_is_no_noun(reader, text, names):
    assert labels(reader, text) == names


@pytest.mark.parametrize(
    ("text", "approx"),
    [
        ("产值跨越50亿元大关。", ["over"]),
        ("产值连续突破30、50、80亿元。", ["over"] * 3),
        ("收入、支出分别突破35亿元和20亿元。", ["over"] * 2),
        ("收入超35亿元、支出20亿元。", ["over", "exact"]),
        ("种植小麦近30万亩、50万亩。", ["about", "exact"]),
        ("产值跨上2个台阶。", ["exact"]),
    ],
)
def test_a_bound_of_a_list(text, approx):
    assert [each.approx for each in find_quantities(text).quantities] == approx


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (DATA["changed_to"]["example"], {0}),
        (DATA["changed_to"]["refusal"], set()),
        ("低保标准由350元、280元提高到480元、420元", {0, 1}),
        ("结构由15:51:34调整为14:50:36", {0, 1, 2}),
        ("补助提高100元，增加到500元", set()),
        ("从业人员3000人，发展到5000人", set()),
        ("由3家企业牵头，建成5个基地", set()),
    ],
)
def test_bases(text, first):
    quantities = find_quantities(text).quantities
    lefts = [0, *(each.end for each in quantities)][: len(quantities)]
    assert set(bases(text, quantities, lefts)) == first


def test_the_lists_of_words(reader):
    for name, found in (
        ("shared_verbs", ["新增企业数", "新增合作社数"]),
        ("counted_items", ["接待游客", "旅游收入"]),
    ):
        assert labels(reader, DATA[name]["example"]) == found
    assert labels(reader, DATA["shared_verbs"]["refusal"]) == ["新增企业数", "企业数"]
    refused = labels(reader, DATA["counted_items"]["refusal"])
    assert refused == ["住宿收入", "旅游收入"]
