"""Zones without a code in running text: under which place they stand, and what is none."""

import pytest
from test_places import DAZHOU, reading

from extractors.gazetteer import load_gazetteer
from extractors.lexicons import read_toml
from extractors.place_zone_words import zone_words
from pipeline.model import Entity, Tagging

QUXIAN = DAZHOU + "渠县"
WORDS = read_toml("zone_words.toml")
TITLE = "工作情况"


def zones(text, place=DAZHOU):
    """The paths of the zones; 「」 marks what the tagger saw as a place."""
    plain = text.replace("「", "").replace("」", "")
    entities, at = [], len(TITLE) + 1
    for number, part in enumerate(text.replace("」", "「").split("「")):
        if number % 2:
            entities.append(Entity(at, at + len(part), "LOC"))
        at += len(part)
    tagging = Tagging(entities=tuple(entities))
    found = reading(TITLE, plain, place=place, tagging=tagging).mentions
    return [m.path.removeprefix(place) for m in found if m.level == "zone"]


def entries(kind):
    named = [name for name, table in WORDS.items() if "words" in table]
    return [pytest.param(n, text, id=f"{n}: {text}") for n in named for text in WORDS[n][kind]]


@pytest.mark.parametrize(("name", "text"), entries("example"))
def test_examples(name, text):
    refused = name in ("common", "refused", "all_of", "not_behind")
    assert bool(zones(text)) is not refused


@pytest.mark.parametrize(("name", "text"), entries("refusal"))
def test_refusals(name, text):
    found = zones(text)
    if name in ("common", "refused", "all_of", "not_behind"):
        assert found
    elif name == "proper":
        assert found == ["经开区"]
    else:
        assert found == []


BASIC = [
    ("达州经开区、渠县经济开发区扩建。", ["经开区", "渠县经济开发区"]),
    ("达州经济技术开发区是达州的经开区，市经开区在扩建。", ["经开区", "经开区"]),
    ("高新区产值增长20%。", ["高新区"]),
    ("渠县、高新区产值增长20%。", ["高新区"]),
    ("宣汉、渠县经济开发区产值增长20%。", ["宣汉县经济开发区", "渠县经济开发区"]),
    ("达州「滨河新区」通车。", ["滨河新区"]),
    ("落实「滨河新区」规划。", ["滨河新区"]),
    ("「铁山林场」造林，渠县「白马农场」增收。", ["铁山林场", "渠县白马农场"]),
    ("引进四川省绵阳高新区的企业。", ["四川省绵阳市高新区"]),
]


@pytest.mark.parametrize(("text", "wanted"), BASIC)
def test_zones_stand_under_their_place(text, wanted):
    assert zones(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "新增省级经开区2家、高新区3家。",  # counts
        "达州经开区12家。",
        "达州高新区管委会、达州经开区公安分局成立。",  # offices
        "达州经开区成功创建省级高新区。",  # what the body that runs it was made
        "全市高新区产值增长20%，各县经开区产值增长10%。",
        "我市开发区产值增长20%。",
        "发展家庭农场20家，改革国有林场，建设生态产业新区。",
        "高新区、民营区、物流区产值分别增长20%、10%和5%。",  # one item of a list of others
        "加强各类经济开发区、高新区管理。",
        "支持雄安新区和舟山「群岛新区」建设。",
    ],
)
def test_no_zone_of_the_place(text):
    assert [path for path in zones(text) if "雄安" not in path] == []


def test_a_county_has_a_kind_alone_only_where_it_is_named():
    assert zones("高新区产值增长20%。", place=QUXIAN) == []
    assert zones("渠县高新区扩建。高新区产值增长20%。", place=QUXIAN) == ["高新区", "高新区"]


def test_nothing_where_the_text_is_about_the_nation():
    assert zones("高新区产值增长20%。", place="中国") == []


def test_a_zone_says_why_it_has_no_code():
    (found,) = (m for m in reading(TITLE, "市高新区扩建。", place=DAZHOU).mentions if m.reason)
    assert (found.code, found.level, found.reason) == (
        "",
        "zone",
        f"no division: a zone of {DAZHOU}",
    )


def test_one_zone_has_one_name():
    words, city = zone_words(), load_gazetteer().at(DAZHOU)
    forms = ["达州经济技术开发区", "达州市经开区", "经济技术开发区", "达州经开区"]
    assert {words.name(city, form) for form in forms} == {"经开区"}
    assert words.name(city, "达州新区") == "达州新区"
