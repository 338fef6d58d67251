"""Places in text: mentions, the place of an article, and what must not be taken for a place."""

import time
from dataclasses import replace
from itertools import pairwise

import document_samples as samples
import pytest
from conftest import SHARED
from scoring import gold_documents

from extractors.gazetteer import load_gazetteer
from extractors.lexicons import read_toml
from extractors.places import find_places, own_place
from pipeline.model import (
    Article,
    Attribute,
    Cell,
    Entity,
    Origin,
    PlaceMention,
    Row,
    Sentence,
    SentenceKind,
    SourceText,
    Table,
    Tagging,
    Word,
)

CHANGSHOU, XIAYI = "重庆市长寿区", "河南省商丘市夏邑县"
DAZHOU, PINGTAN = "四川省达州市", "福建省福州市平潭县"
NO_TAGS = Tagging()


def document(*articles, place="", issuer=""):
    """A document of articles, each given as its lines; the first line is the title."""
    parts, sentences, text = [], [], ""
    for number, lines in enumerate(articles):
        start = len(text)
        for line in lines:
            kind = SentenceKind.TITLE if line is lines[0] else SentenceKind.TEXT
            span = (len(text), len(text) + len(line))
            sentences.append(Sentence(len(sentences), number, -1, *span, kind, len(sentences)))
            text += line + "\n"
        given = Attribute(place, Origin.MANIFEST) if place else None
        said = Attribute(issuer, Origin.STATED) if issuer else None
        parts.append(Article(number, start, len(text), lines[0], "news", said, place=given))
    return samples.document(text, title=articles[0][0], articles=parts, sentences=sentences)


def reading(*lines, place="", issuer="", tagging=NO_TAGS):
    return find_places(document(lines, place=place, issuer=issuer), tagging, load_gazetteer())


def paths(*lines, place="", tagging=NO_TAGS):
    """The distinct paths found in lines of an article about a place, the title left out."""
    found = reading("工作情况", *lines, place=place, tagging=tagging)
    return list(dict.fromkeys(mention.path for mention in found.mentions))


BASIC = [
    ("记者来到洪湖镇五龙村。", CHANGSHOU, ["洪湖镇", "洪湖镇五龙村"]),
    ("五龙村今年卖出南瓜1700吨。", CHANGSHOU, ["洪湖镇五龙村"]),
    ("夏邑县产值20亿元，夏邑走在前列。", XIAYI, [""]),
    ("会亭镇、罗庄镇的农民增收。", XIAYI, ["会亭镇", "罗庄镇"]),
    ("曹集、胡桥、孔庄3个乡镇受益。", XIAYI, ["曹集街道", "胡桥乡", "孔庄乡"]),
    ("宣汉县、万源市和通川区脱贫。", DAZHOU, ["宣汉县", "万源市", "通川区"]),
    ("宣汉、开江、渠县增收。", DAZHOU, ["宣汉县", "开江县", "渠县"]),
    ("宣汉县普光镇气田投产。", DAZHOU, ["宣汉县", "宣汉县普光镇"]),
    ("普光至万源的管线建成。", DAZHOU, ["万源市", "宣汉县普光镇"]),
]


@pytest.mark.parametrize(("text", "place", "wanted"), BASIC)
def test_places_of_the_own_county_or_city(text, place, wanted):
    assert sorted(paths(text, place=place)) == sorted(place + rest for rest in wanted)


def test_hills_and_bays_are_no_places_but_names_that_go_on_are():
    place = "浙江省舟山市"
    assert paths("普陀山机场改扩建。", place=place) == []
    assert paths("普陀山区修路。", place=place) == [f"{place}普陀区"]
    data = read_toml("place_words.toml")["features"]
    assert not any(paths(text, place="安徽省安庆市") for text in data["example"])
    assert all(paths(text, place="安徽省宿州市") for text in data["refusal"])


def test_an_everyday_name_counts_in_a_list_of_sisters():
    place = "湖北省孝感市"
    assert paths("汉川、应城获评先进。", place=place) == [f"{place}汉川市", f"{place}应城市"]
    assert paths("应城获评先进。", place=place) == []


def test_the_short_forms_that_speech_has_made():
    assert paths("前郭、乾安增收。", place="吉林省松原市") == [
        "吉林省松原市前郭尔罗斯蒙古族自治县",
        "吉林省松原市乾安县",
    ]


def test_a_village_as_a_hub_and_two_names_run_together():
    place = "重庆市綦江区扶欢镇"
    assert paths("以大石板为核心发展蔬菜。", place=place) == [f"{place}大石板村"]
    assert paths("以大石板为材料。", place=place) == []
    assert paths("在松山、安育大石板等村种菜。", place=place) == [
        f"{place}{name}" for name in ("松山村", "安育村", "大石板村")
    ]


def zone_table(*names, place="河南省商丘市"):
    """The places of a table with these rows in an article about a city or county."""
    text = "工作情况\n" + "\n".join(names) + "\n"
    starts = [text.index("\n" + name) + 1 for name in names]
    rows = [Row((Cell(at, at + len(name), name),)) for at, name in zip(starts, names, strict=True)]
    made = document(["工作情况", *names], place=place)
    made = replace(made, tables=(Table(0, 0, starts[0], len(text), "", tuple(rows)),))
    return [m.path for m in find_places(made, NO_TAGS, load_gazetteer()).mentions]


def test_a_zone_is_a_place_among_the_counties_of_a_table():
    assert zone_table("永城市", "示范区", "睢县")[1] == "河南省商丘市示范区"
    assert zone_table("园区", "示范区", "睢县") == ["河南省商丘市睢县"]


ROWS = "名称", "流水片区", "北厝片区", "合计"


@pytest.mark.parametrize(
    ("names", "zones"),
    [
        (ROWS, ["流水片区", "北厝片区"]),
        (("名称", "流水片区", "合计"), []),  # one alone could be anything
        ((*ROWS, "土地面积"), []),  # a table of indicators
        (("名称", "流水片区", "城东园区"), []),  # kinds that have nothing in common
        (("名称", "各类园区", "重点企业园区"), []),  # no names
    ],
)
def test_zones_that_are_the_rows_of_a_table(names, zones):
    assert zone_table(*names, place=PINGTAN) == [PINGTAN + name for name in zones]


def test_a_list_of_villages_in_their_short_forms():
    place = "重庆市綦江区扶欢镇"
    found = paths("以公路为轴，沿线崇恩、小卷洞、盘石等3个村种植蔬菜。", place=place)
    assert found == [f"{place}{village}" for village in ("崇恩村", "小卷洞村", "盘石村")]


ELSEWHERE = [
    # 镇 begins the name of a county, it is no 耿马镇
    (
        "沧源、耿马、镇康和耿马镇康城镇带。",
        "云南省临沧市",
        ["云南省临沧市沧源佤族自治县", "云南省临沧市耿马傣族佤族自治县", "云南省临沧市镇康县"],
    ),
    (
        "城口经宣汉至邻水的高速列入规划。",
        DAZHOU,
        ["重庆市城口县", f"{DAZHOU}宣汉县", "四川省广安市邻水县"],
    ),
    ("与浙江义乌结对。", XIAYI, ["浙江省", "浙江省金华市义乌市"]),
    (
        "对口支援阿坝州红原县。",
        DAZHOU,
        ["四川省阿坝藏族羌族自治州", "四川省阿坝藏族羌族自治州红原县"],
    ),
    ("引进江苏企业5家。", CHANGSHOU, ["江苏省"]),
    ("苏陕协作项目库充实。", "陕西省安康市汉滨区", ["江苏省", "陕西省"]),
    ("领导来闽考察时指出。", PINGTAN, ["福建省"]),
    ("参观綦江县的蔬菜基地。", CHANGSHOU, ["重庆市綦江区"]),
    (
        "总书记到贵州毕节市新仁苗族乡化屋村看望群众。",
        "中国",
        [
            "贵州省",
            "贵州省毕节市",
            "贵州省毕节市黔西市新仁苗族乡",
            "贵州省毕节市黔西市新仁苗族乡化屋村",
        ],
    ),
    (
        "凉山州阿布洛哈村通了公路。阿布洛哈村的路修好了。",
        "中国",
        ["四川省凉山彝族自治州", "四川省凉山彝族自治州布拖县乌依乡阿布洛哈村"],
    ),
    ("平潭综合实验区财政局安排资金。", PINGTAN, [PINGTAN]),
]


@pytest.mark.parametrize(("text", "place", "wanted"), ELSEWHERE)
def test_places_elsewhere(text, place, wanted):
    assert sorted(paths(text, place=place)) == sorted(wanted)


REFUSED = [
    ("高山南瓜种植900亩。", CHANGSHOU),
    ("加强合作，促进和平。", CHANGSHOU),
    ("做好同乡村振兴的衔接。", CHANGSHOU),
    ("全县贫困村建设文明村和示范社区。", XIAYI),
    ("改造南京路和北京东路。", DAZHOU),
    ("罗江流域的水变清了。", "广东省茂名市"),
    ("召开县级会议，展开调查。", XIAYI),
    ("建设区域医疗中心河西区域医院。", "甘肃省张掖市"),
    ("东城区的学校建成，滨海新区开工。", "河南省许昌市"),  # not those of 北京 and 天津
    ("来自君山的茶叶。", PINGTAN),  # 岳阳 is far
    ("中国式现代化的中国大地。", "中国"),
    ("川渝合作园区和成渝地区发展。", DAZHOU),
    ("70周年大庆的安保任务完成。", "辽宁省本溪市"),
    ("实施清浦新南城、老城建设。", "河南省许昌市"),
    ("新安镇国家农村综合改革。", "四川省广安市武胜县"),
    ("改造达州西大街。", DAZHOU),
]


@pytest.mark.parametrize(("text", "place"), REFUSED)
def test_words_that_are_no_places(text, place):
    assert paths(text, place=place) == []


def examples(section):
    return read_toml("place_words.toml")[section]["example"]


@pytest.mark.parametrize(
    "section", ["common", "common_full", "vetoes", "streets", "waters", "schools", "village_vetoes"]
)
def test_every_veto_has_an_example_that_is_refused(section):
    assert examples(section)
    for text in examples(section):
        assert paths(text, place="湖北省荆门市钟祥市") == [], text


def test_abbreviations_have_examples_and_refusals():
    data = read_toml("place_words.toml")["abbreviations"]
    assert all(paths(text, place=CHANGSHOU) for text in data["example"])
    assert not any(paths(text, place=CHANGSHOU) for text in data["refusal"])


@pytest.mark.parametrize("section", ["common", "common_full"])
def test_every_everyday_name_is_in_the_gazetteer(section):
    names = load_gazetteer().names
    assert [
        w for w in read_toml("place_words.toml")[section]["words"].split() if w not in names
    ] == []


def test_every_veto_holds_a_name_that_it_keeps_out():
    names = load_gazetteer().names
    words = read_toml("place_words.toml")["vetoes"]["words"].split()
    held = {
        w: [
            n
            for n in (w[i:j] for i in range(len(w)) for j in range(i + 2, len(w) + 1))
            if n in names
        ]
        for w in words
    }
    assert [word for word, inner in held.items() if not inner] == []


def test_neighbouring_provinces_name_each_other():
    table = read_toml("place_words.toml")["neighbours"]
    provinces = {d.name for d in load_gazetteer().children("000000000000")}
    for name, beside in table.items():
        assert name in provinces
        for other in beside.split():
            assert name in table[other].split(), (name, other)


def tags(text, *words):
    """A tagging of the title 工作情况 and one line that is cut into these words."""
    at, found, places = text.index(words[0][0]), [], []
    for word, tag in words:
        found.append(Word(at, at + len(word), tag))
        if tag == "LOC":
            places.append(Entity(at, at + len(word), tag))
        at += len(word)
    return Tagging(found, places)


def test_a_word_of_the_tagger_keeps_its_characters_together():
    text = "推进河南岸绿化。"
    whole = "工作情况\n" + text
    cut = tags(whole, ("推进", "v"), ("河", "n"), ("南岸", "n"), ("绿化", "v"))
    assert paths("东江南部绿化。", place=DAZHOU) == []
    assert paths(text, place=DAZHOU, tagging=cut) == []
    line = "推动沿海城市发展。"
    cut = tags("工作情况\n" + line, ("推动", "v"), ("沿海", "n"), ("城市", "n"), ("发展", "v"))
    assert paths(line, place="辽宁省鞍山市", tagging=cut) == []


def test_a_place_that_the_tagger_sees_supports_a_short_name():
    line = "学习安吉的做法。"
    seen = tags("工作情况\n" + line, ("学习", "v"), ("安吉", "LOC"), ("的", "u"), ("做法", "n"))
    assert paths(line, place="浙江省杭州市") == []
    assert paths(line, place="浙江省杭州市", tagging=seen) == ["浙江省湖州市安吉县"]
    assert paths(line, place="河南省商丘市", tagging=seen) == []  # too far to be sure


def test_an_everyday_word_behind_its_province_needs_the_tagger():
    line = "推动辽宁振兴。"
    seen = tags("工作情况\n" + line, ("推动", "v"), ("辽宁", "LOC"), ("振兴", "LOC"))
    assert paths(line, place="辽宁省丹东市") == ["辽宁省"]
    assert paths(line, place="辽宁省丹东市", tagging=seen) == ["辽宁省", "辽宁省丹东市振兴区"]


def test_a_township_elsewhere_is_no_piece_of_two_words():
    line = "山东省青岛市建设文明村镇。"
    cut = tags(
        "工作情况\n" + line,
        *(("山东省", "LOC"), ("青岛市", "LOC"), ("建设", "v"), ("文明", "a"), ("村镇", "n")),
    )
    assert paths(line, place="山东省聊城市") != paths(line, place="山东省聊城市", tagging=cut)
    assert paths(line, place="山东省聊城市", tagging=cut) == ["山东省", "山东省青岛市"]


HUANGNIBANG = "四川省达州市开江县任市镇黄泥榜村"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("在四川开江县，黄泥榜村的稻田养起了虾。", True),
        ("黄泥榜村是四川开江县的一个小村。", True),
        ("四川开江县有片梯田。黄泥榜村的稻田养起了虾。", False),  # of another sentence
        ("在四川宣汉县，黄泥榜村的稻田养起了虾。", False),  # which has no such village
    ],
)
def test_a_village_belongs_to_the_county_of_its_sentence(text, read):
    assert (HUANGNIBANG in paths(text, place="中国")) is read


def test_a_village_of_the_sentence_is_no_end_of_a_word():
    line = "沐川县改建农村公路。"
    cut = tags(
        "工作情况\n" + line,
        ("沐川县", "LOC"),
        ("改", "v"),
        ("建", "v"),
        ("农村", "n"),
        ("公路", "n"),
    )
    assert "四川省乐山市沐川县大楠镇建农村" in paths(line, place="四川省乐山市")
    assert paths(line, place="四川省乐山市", tagging=cut) == ["四川省乐山市沐川县"]


def test_an_ambiguous_name_is_an_issue_and_no_mention():
    found = reading("工作情况", "鼓楼区的做法值得学习。", place=CHANGSHOU)
    assert found.mentions == ()
    assert [issue.kind for issue in found.issues] == ["ambiguous_place"]
    assert "江苏省南京市鼓楼区" in found.issues[0].message


def test_a_village_that_the_gazetteer_lacks_stands_under_its_township():
    found = reading("工作情况", "投资改造会亭镇柳絮飞村道路。", place=XIAYI)
    assert [m.path for m in found.mentions] == [f"{XIAYI}会亭镇", f"{XIAYI}会亭镇柳絮飞村"]
    assert found.mentions[1].rule == "unlisted village"
    assert [issue.kind for issue in found.issues] == ["unlisted_place"]


def test_mentions_have_spans_codes_and_levels():
    text = "洪湖镇五龙村的南瓜。"
    found = reading("工作情况", text, place=CHANGSHOU).mentions
    whole = document(("工作情况", text)).text
    assert [whole[m.start : m.end] for m in found] == ["洪湖镇", "五龙村"]
    assert [(m.code, m.level) for m in found] == [
        ("500115113000", "township"),
        ("500115113000", "village"),
    ]


ARTICLES = [
    (("长寿：守住成果", "全区增收，洪湖镇和石堰镇增收。"), "", CHANGSHOU),
    (("达州市政府工作报告", "五年来全市发展。"), "", DAZHOU),
    (("河南：发展特色产业", "原阳县建成园区，河南开封丰收。"), "", "河南省"),
    (("——汉滨区工作纪实", "该区落实政策。"), "", "陕西省安康市汉滨区"),
    (("平潭2017年预算执行情况", "我区收入增长。"), "平潭综合实验区财政金融局", PINGTAN),
    (("我区发放春节过节费", "全区发放。"), "中国平潭", PINGTAN),
    (
        ("关于中楼乡2018年预算的报告", "平潭县中楼乡人民代表大会，我乡收入增长。"),
        "",
        f"{PINGTAN}中楼乡",
    ),
    (("重庆市綦江区扶欢镇人民政府关于印发方案的通知", "各村："), "", "重庆市綦江区扶欢镇"),
    (("平潭综合实验区金井片区管理局工作总结", "片区完成任务。"), "", f"{PINGTAN}金井片区"),
    (("上半年经济分析", "全县增长8%，夏邑县会亭镇增长9%，夏邑县罗庄镇增长7%。"), "", XIAYI),
    (("乡村面貌一新", "我国农业发展，全国增收，四川凉山村民搬迁。"), "", "中国"),
]


@pytest.mark.parametrize(("lines", "issuer", "wanted"), ARTICLES)
def test_the_place_of_an_article(lines, issuer, wanted):
    found = reading(*lines, issuer=issuer).article_places
    assert found[0].value == wanted
    assert found[0].evidence


def test_two_townships_settle_the_county():
    found = reading("工作纪实", "全区增收。洪湖镇修路，石堰镇种菜，云台镇养鱼。").article_places
    assert found[0].value == CHANGSHOU
    assert found[0].origin is Origin.INFERRED


def test_an_article_that_names_no_place_is_left_open():
    found = reading("我市经济稳步发展", "全市增长8%，我市农业丰收。")
    assert found.article_places == {}
    assert [issue.kind for issue in found.issues] == ["place_unknown"]


def test_the_manifest_has_the_last_word():
    found = reading("夏邑县工作综述", "全县增收。", place="河南省商丘市睢阳区")
    assert found.article_places[0] == Attribute("河南省商丘市睢阳区", Origin.MANIFEST)


def test_articles_of_one_page_have_places_of_their_own():
    page = document(
        ("——夏邑县工作综述", "全县增收。"),
        ("——睢阳区工作综述", "全区增收。"),
        ("简讯", "收成好。"),
    )
    found = find_places(page, NO_TAGS, load_gazetteer()).article_places
    assert [found[i].value for i in range(3)] == [XIAYI, "河南省商丘市睢阳区", XIAYI]
    assert found[2].origin is Origin.INFERRED


def test_a_zone_and_its_sister_under_their_county():
    lines = ("平潭综合实验区金井片区管理局总结", "助力君山片区建设，完成片区项目8个。")
    found = {m.path: m.level for m in reading(*lines).mentions}
    assert found == {PINGTAN: "county", f"{PINGTAN}金井片区": "zone", f"{PINGTAN}君山片区": "zone"}


OWN = [
    ("全国", XIAYI, "中国"),
    ("全省", XIAYI, "河南省"),
    ("全市", XIAYI, "河南省商丘市"),
    ("我县", XIAYI, XIAYI),
    ("全镇", f"{XIAYI}会亭镇", f"{XIAYI}会亭镇"),
    ("全县", f"{XIAYI}会亭镇", XIAYI),
    ("该区", CHANGSHOU, CHANGSHOU),
    ("全市", CHANGSHOU, "重庆市"),
    ("全州", "四川省凉山彝族自治州", "四川省凉山彝族自治州"),
    ("全区", "宁夏回族自治区", "宁夏回族自治区"),
    ("全区", PINGTAN, PINGTAN),  # a county that calls itself a zone
    ("全镇", XIAYI, None),
    ("全省", "中国", None),
    ("全面", XIAYI, None),
]


@pytest.mark.parametrize(("word", "article", "wanted"), OWN)
def test_own_place(word, article, wanted):
    assert own_place(word, article, load_gazetteer()) == wanted


def mention(start, end, path):
    return PlaceMention(start, end, path, "", "", "test")


def test_no_mention_lies_in_another():
    found = reading(
        "工作情况", "河南省商丘市夏邑县会亭镇、重庆市长寿区洪湖镇五龙村。", place=XIAYI
    ).mentions
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert len(found) == 8


def test_speed():
    lines = ["洪湖镇五龙村种南瓜900亩，全区增收，产业兴旺，治理有效，生活富裕，乡风文明。"] * 800
    whole = document(("长寿：工作纪实", *lines))
    load_gazetteer().villages("500115000000")
    start = time.perf_counter()
    find_places(whole, NO_TAGS, load_gazetteer())
    assert (time.perf_counter() - start) / len(whole.text) < 12e-6  # 2 to 3 µs when idle


GOLD = sorted([*SHARED.glob("gold/*.doc.json"), *SHARED.glob("dev/*.doc.json")])


@pytest.mark.skipif(not GOLD, reason="the documents with gold are not beside the project")
def test_places_of_the_documents_with_gold():
    structure = pytest.importorskip("pipeline.structure").structure
    tagger = pytest.importorskip("extractors.ner").Tagger.load()
    wanted = found = hit = 0
    for text, gold in gold_documents():
        source = SourceText(gold["doc"], f"{gold['doc']}.txt", text, "utf-8", "")
        doc = structure(source)
        mentions = find_places(doc, tagger.tag([doc.text])[0], load_gazetteer()).mentions
        here = {m.path for m in mentions}
        wanted, found, hit = (
            wanted + len(gold["places"]),
            found + len(here),
            hit + len(here & set(gold["places"])),
        )
    assert 2 * hit / (wanted + found) >= 0.90
