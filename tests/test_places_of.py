"""Which place a figure is about: by its clause, its sentence, what was told before."""

from __future__ import annotations

import pytest

from extractors.figure_places import place_grammar
from extractors.lexicons import read_toml
from pipeline.model import SourceText

COUNTY, CITY, NATION = "河南省商丘市夏邑县", "四川省达州市", "中国"
HEADS = {
    COUNTY: "夏邑县2021年工作简报\n2021年12月13日\n",
    CITY: "达州市2021年工作简报\n2021年12月13日\n",
}


def places(reader, text: str, place: str = COUNTY) -> list[list[str]]:
    """The places of each figure of a text, those of the article's own place cut short."""
    source = SourceText("d", "d.txt", f"{HEADS[place]}{text}\n", "utf-8", "")
    return [[p.removeprefix(place) for p in f.place] for f in reader.read(source).figures]


def labelled(*cases):
    return pytest.mark.parametrize(("text", "found"), cases, ids=[case[0][:14] for case in cases])


@labelled(
    ("出口额增长9.3%，全省第一。", [[""], [""]]),
    ("工业增速上升，全省位次前移6位。", [[""]]),
    ("宣汉县在全省80个县中排名第5位。", [["四川省"], ["宣汉县"]]),
    ("渠县在“全国百强县”排名升至第32位。", [["渠县"]]),
    ("全国文明村镇达到84个。", [[""]]),
    ("全省粮食产量3500万吨。", [["四川省"]]),
)
def test_a_rank_is_of_what_is_ranked_and_a_title_no_place(reader, text, found):
    assert places(reader, text, CITY) == [[p if p else "" for p in row] for row in found]


@labelled(
    ("渠县投入资金5万元，新建大棚30座。", [["渠县"], ["渠县"]]),
    ("渠县被评为先进县，全年新建大棚30座。", [[""]]),
    ("建成宣汉光伏园、渠县物流园，带动就业3万人。", [[""]]),
    ("支持渠县创建示范区，新增企业35家。", [[""]]),
    (
        "在渠县建成示范园，种植药材800亩。",
        [
            ["渠县"],
        ],
    ),
    ("宣汉中学、渠县人民医院建成，新增床位300张。", [[""]]),
    ("渠县产值20亿元，同比增长8.6%。", [["渠县"], ["渠县"]]),
)
def test_a_subject_reaches_over_its_sentence_and_an_object_does_not(reader, text, found):
    assert places(reader, text, CITY) == found


@labelled(
    ("宣汉、开江、渠县产值分别增长14%、15%和16%。", [["宣汉县"], ["开江县"], ["渠县"]]),
    ("宣汉、渠县产值、税收分别增长14%、15%、16%。", None),
    ("宣汉县、渠县粮食、油料产量分别增长5%、6%。", [["宣汉县", "渠县"], ["宣汉县", "渠县"]]),
    ("宣汉、渠县两县分别完成造林10万亩、20万亩。", [["宣汉县"], ["渠县"]]),
    (
        "宣汉县、渠县产值分别为5亿元和6亿元，同比增长5%和6%。",
        [["宣汉县"], ["渠县"], ["宣汉县"], ["渠县"]],
    ),
    (
        "宣汉县和渠县产值分别达5亿元（增长3%）和6亿元（增长4%）。",
        [["宣汉县"], ["宣汉县"], ["渠县"], ["渠县"]],
    ),
    ("推进渠县电厂三期、500千伏输变电工程。", [[""]]),
    ("渠县新建电厂、500千伏输变电工程。", [["渠县"]]),
    ("推出宣汉花节、半程马拉松等活动20场。", [[""]]),
    ("恒丰、宣汉有色、天华水泥5家企业获得补助900万元。", [[""], [""]]),
    ("宣汉、渠县共投入20万元。", [["宣汉县", "渠县"]]),
    ("宣汉县和3个乡镇受益。", [[""]]),
    ("宣汉县新华镇等20个乡镇受益。", [[""]]),
    ("支持渠县实施新街等20条道路工程。", [["渠县"]]),
    ("恒丰、宣汉有色、天华水泥5家企业获得补助。", [[""]]),
    ("坚持打好开江豆笋、万源黑鸡、巴山土豆四大品牌。", [[""]]),
)
def test_lists_of_places(reader, text, found):
    read = places(reader, text, CITY)
    if found is None:  # fewer places than figures: nothing is dealt out
        assert ["宣汉县", "渠县"] in read
    else:
        assert read == found


@labelled(
    ("达州经开区产值20亿元，增长5%；全市产值500亿元。", [["经开区"], ["经开区"], [""]]),
    ("市高新区综合排名上升9位，新港码头项目引资增长3倍。", [["高新区"], [""]]),
    ("高新区全国综合排名上升10位。", [["高新区"]]),
    ("在达州高新区建成厂房，面积20万平方米。", [["高新区"]]),
    ("渠县、高新区产值均超过200亿元。", [["渠县", "高新区"]]),
    ("渠县工业园、白腊产业园分别前移3位和9位。", [[""], [""]]),
    ("经开区至少引进3个项目。", [["经开区"]]),
    ("达州经开区扩建厂房，产值增长5%。", [[""]]),
)
def test_what_is_said_of_a_zone(reader, text, found):
    assert places(reader, text, CITY) == found


@labelled(
    ("宣汉县和渠县签约。两县新增企业20家，两地合作项目5个。", [["宣汉县", "渠县"]] * 2),
    ("宣汉县、渠县和大竹县签约。两县新增企业20家。", [[""]]),  # which two
    ("宣汉县新华镇和渠县三汇镇签约。两县新增企业20家。", [[""]]),
    ("两县新增企业20家。", [[""]]),
    ("宣汉县产值最高，达5亿元；渠县次之，为4亿元。", [["宣汉县"], ["渠县"]]),
    ("表扬宣汉县，新增企业20家。", [[""]]),
)
def test_what_points_back_to_places(reader, text, found):
    assert places(reader, text, CITY) == found


@labelled(
    ("渠县三汇镇白腊村种植柑橘。该镇还有5家企业。", [["渠县三汇镇"]]),
)
def test_a_township_is_found_past_its_village(reader, text, found):
    assert places(reader, text, CITY) == found


@labelled(
    ("会亭镇发展大棚产业。该镇新建大棚120座。", [["会亭镇"]]),
    ("会亭镇是全县重镇。全镇新建大棚120座，带动320户。", [["会亭镇"], ["会亭镇"]]),
    ("会亭镇是重镇。\n\n全镇新建大棚120座。", [[""]]),
    ("记者走进会亭镇，看到一片繁忙。药材种植面积800亩。", [["会亭镇"]]),
    ("推进会亭镇道路建设。新建大棚120座。", [[""]]),
    ("会亭镇被评为先进镇。新建大棚120座。", [[""]]),
    ("确定会亭镇为示范镇，培育药材800亩。", [["会亭镇"]]),
)
def test_what_was_told_of_a_township_goes_on(reader, text, found):
    assert places(reader, text) == found


def test_news_of_the_nation_goes_on_about_the_place_that_it_told_of(reader):
    text = (
        "一年来的乡村\n2021年12月13日\n这两天，四川凉山迎来一批游客。全国各地喜事不断，我国乡村兴旺。\n\n"
        "这两天，四川凉山迎来一批游客。如今，这里的120户村民搬进了新居。\n\n我国粮食产量6亿吨。\n"
    )
    figures = reader.read(SourceText("d", "d.txt", text, "utf-8", "")).figures
    assert [f.place for f in figures] == [("四川省凉山彝族自治州",), ("中国",)]
    assert figures[0].doubt.startswith("place carried")


KAIJIANG = "四川省达州市开江县"
VILLAGE = f"{KAIJIANG}任市镇黄泥榜村"
OPENS = "乡村的早晨\n2021年12月13日\n我国乡村一片繁忙，全国各地喜事不断，我国农民增收。\n\n"


def told(reader, text: str) -> list[tuple[tuple[str, ...], str]]:
    """Place and doubt of each figure in news of the nation."""
    figures = reader.read(SourceText("d", "d.txt", f"{OPENS}{text}\n", "utf-8", "")).figures
    return [(f.place, f.doubt) for f in figures]


@pytest.mark.parametrize(
    ("text", "place", "doubt"),
    [
        ("当地发展稻虾800亩。", VILLAGE, "place carried"),
        ("眼下，村里的大棚有30座。", VILLAGE, "place carried"),
        ("稻虾产值30万元。", NATION, "nation or place told of"),
        ("今年我国发展稻虾800亩。", NATION, ""),
        ("农业农村部数据显示，稻虾面积800亩。", NATION, ""),
        ("稻虾年产值大增，全国发展稻虾800亩。", NATION, ""),
        ("在四川宣汉县，稻虾面积800亩。", "四川省达州市宣汉县", ""),
        ("稻虾产业连片发展\n\n稻虾产值30万元。", NATION, ""),  # a headline opens another item
    ],
)
def test_a_story_goes_on_in_the_next_paragraph_where_its_words_say_so(reader, text, place, doubt):
    story = "在四川开江县，黄泥榜村的稻田里养起了虾。村民们正忙着收虾。\n\n"
    assert told(reader, story + text) == [((place,), doubt)]


def test_a_clause_may_bring_the_place_that_news_goes_on_about(reader):
    text = "产业兴旺，开江县立足资源发展稻虾。目前建成大棚30座。"
    assert told(reader, text) == [((KAIJIANG,), "place carried")]
    text = "产业兴旺，开江县的稻虾远销各省。目前建成大棚30座。"
    assert told(reader, text) == [((NATION,), "")]


ENDS = ("四川省达州市开江县", "四川省达州市渠县")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("开江县至渠县高速公路昨天通车。主线全长60公里。", ENDS),
        ("开江县至渠县高速公路全长60公里。", ENDS),
        ("从开江县驱车至渠县30分钟即可到达。", ENDS),
        ("开江县至渠县的客流不断。全长60公里。", (NATION,)),
    ],
)
def test_a_road_is_of_the_places_that_it_joins(reader, text, place):
    assert [found for found, _ in told(reader, text)] == [place]


def test_an_event_is_where_it_is_held(reader):
    text = "四川农产品博览会在渠县举行。展位面积800平方米。"
    assert told(reader, text) == [(("四川省达州市渠县",), "place carried")]


def test_news_that_says_no_place_of_its_own_keeps_to_its_village(reader):
    text = (
        "稻田里的丰收\n2021年12月13日\n开江县任市镇黄泥榜村的稻田里，村民正忙着收虾。\n\n"
        "合作社种植药材800亩。\n"
    )
    source = SourceText("d", "d.txt", text, "utf-8", "")
    assert [f.place for f in reader.read(source).figures] == [(VILLAGE,)]


@labelled(
    ("“夏邑西瓜”种植面积800亩。", [[""]]),
    ("“会亭土鸡”产值30万元。", [[""]]),
    ("全国休闲农业重点县，河南仅2个。", [["河南省"]]),
    ("引进郑州企业12家。", [[""]]),
)
def test_names_of_goods_and_other_places(reader, text, found):
    assert places(reader, text) == found


def test_a_person_of_a_village_brings_its_place(reader):
    text = (
        "会亭镇会里村的脱贫户王建国搬进了新房。\n\n"
        "王建国说，去年卖牛收入3万元。\n\n全县新建大棚30座。"
    )
    assert places(reader, text) == [["会亭镇会里村"], [""]]


def test_a_person_who_is_not_of_the_village_does_not(reader):
    text = "会亭镇会里村的道路由王建国设计。\n\n王建国说，去年收入3万元。"
    assert places(reader, text) == [[""]]


GRAMMAR = place_grammar()


@pytest.mark.parametrize(
    ("pattern", "matches", "refused"),
    [
        (GRAMMAR.inside.match, "模式", "建成大棚"),
        (GRAMMAR.origin.match, "企业12家", "新建大棚"),
        (GRAMMAR.away.search, "赴", "在"),
        (GRAMMAR.honour.match, "被评为", "投入"),
        (GRAMMAR.doing.match, "实施", "、白水镇"),
        (GRAMMAR.beside.search, "县居", "；"),
        (GRAMMAR.beside.search, "县在", "，在"),
        (GRAMMAR.chosen.search, "确定", "推进"),
        (GRAMMAR.visit.search, "记者走进", "记者推进"),
        (GRAMMAR.title.match, "重点文物", "粮食产量"),
        (GRAMMAR.resident.match, "的脱贫户", "的道路"),
        (GRAMMAR.head.fullmatch, "目前，", "推进"),
        (GRAMMAR.located_head.fullmatch, "今年，在", "今年，推进"),
        (GRAMMAR.nation.match, "今年我国新建", "国家级贫困县新建"),
        (GRAMMAR.nation.match, "全国新建", "全国文明村新建"),
        (GRAMMAR.here.search, "当地新建", "各地新建"),
        (GRAMMAR.in_village.search, "村里新建", "农村里新建"),
        (GRAMMAR.road.match, "高速公路", "的高速公路"),
    ],
)
def test_each_pattern_has_what_it_finds_and_what_it_refuses(pattern, matches, refused):
    assert pattern(matches)
    assert not pattern(refused)


def test_every_list_of_words_has_an_example():
    tables = read_toml("figure_places.toml")
    assert [name for name, table in tables.items() if not table.get("example")] == []
