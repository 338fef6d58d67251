"""The gazetteer: its names, paths, codes, and how much it reads."""

import time

import pytest

from extractors.gazetteer import TOWNSHIP_SUFFIXES, Gazetteer, load_gazetteer, short_name
from extractors.lexicons import LEXICON


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


PATHS = [
    ("中国", "000000000000", "country"),
    ("河南省", "410000000000", "province"),
    ("新疆维吾尔自治区", "650000000000", "province"),
    ("四川省凉山彝族自治州", "513400000000", "prefecture"),
    ("重庆市长寿区", "500115000000", "county"),  # no level 市辖区 in between
    ("河南省商丘市夏邑县", "411426000000", "county"),
    ("河南省济源市", "419001000000", "county"),  # right under its province
    ("重庆市长寿区洪湖镇", "500115113000", "township"),
    ("广东省中山市", "442000000000", "prefecture"),
    ("重庆市长寿区洪湖镇五龙村", "500115113000", "village"),  # the code of its township
    ("贵州省毕节市黔西市新仁苗族乡化屋村", "520581202000", "village"),
    ("福建省福州市平潭县中楼乡", "350128000000", "township"),  # is no more: code of its county
]


@pytest.mark.parametrize(("path", "code", "level"), PATHS)
def test_path_leads_to_code_and_level(gazetteer, path, code, level):
    found = gazetteer.at(path)
    assert found is not None
    assert (found.path, found.code, found.level) == (path, code, level)


@pytest.mark.parametrize(
    "path", ["", "河南", "河南省夏邑县", "重庆市市辖区长寿区", "重庆市长寿区五龙村"]
)
def test_no_path(gazetteer, path):
    assert gazetteer.at(path) is None


NAMES = [
    ("夏邑", ["河南省商丘市夏邑县"]),
    ("凉山州", ["四川省凉山彝族自治州"]),
    ("恩施州", ["湖北省恩施土家族苗族自治州"]),
    ("湘西", ["湖南省湘西土家族苗族自治州"]),
    ("内蒙古", ["内蒙古自治区"]),
    ("綦江县", ["重庆市綦江区"]),  # its name till 2011
    ("黔西县", ["贵州省毕节市黔西市"]),
    ("襄樊市", ["湖北省襄阳市"]),
    (
        "江北区",
        ["浙江省宁波市江北区", "重庆市江北区"],
    ),  # that of 重庆 went into another one in 2025
    ("山南", ["西藏自治区山南市"]),
    ("鄂温克", []),
    ("新区", []),
]


@pytest.mark.parametrize(("name", "paths"), NAMES)
def test_names(gazetteer, name, paths):
    assert [division.path for division in gazetteer.named(name)] == paths


def test_a_name_borne_by_several_has_the_largest_first(gazetteer):
    levels = [division.level for division in gazetteer.named("海南")]
    assert levels == ["province", "prefecture", "county"]


def test_chain_goes_up_to_the_province(gazetteer):
    village = gazetteer.at("重庆市长寿区洪湖镇五龙村")
    assert [d.name for d in gazetteer.chain(village)] == ["五龙村", "洪湖镇", "长寿区", "重庆市"]


def test_every_division_has_a_parent_a_level_and_a_code_of_its_own(gazetteer):
    for division in gazetteer.divisions.values():
        if division.level == "country":
            continue
        parent = gazetteer.divisions[division.parent]
        assert division.path.startswith(parent.path) or parent.level == "country", division
        assert parent.rank < division.rank, division
        assert len(division.code) == 12, division


def test_numbers_of_divisions(gazetteer):
    levels = [division.level for division in gazetteer.divisions.values() if not division.until]
    assert levels.count("province") == 34
    assert levels.count("prefecture") == 333
    assert levels.count("county") == 2847


def test_counties_of_a_prefecture_are_those_with_townships(gazetteer):
    names = [county.name for county in gazetteer.counties(gazetteer.at("四川省达州市"))]
    assert "宣汉县" in names
    assert len(names) == 7
    assert gazetteer.counties(gazetteer.at("广东省东莞市"))[0].name == "东莞市"


def test_townships_and_villages_of_one_county(gazetteer):
    county = gazetteer.at("重庆市长寿区")
    assert gazetteer.townships(county.code)["石堰镇"].code.startswith("500115")
    villages = gazetteer.villages(county.code)
    assert [v.path for v in villages["高庙村"]] == ["重庆市长寿区石堰镇高庙村"]


def test_reading_a_county_does_not_read_the_others(gazetteer):
    code = gazetteer.at("河南省商丘市夏邑县").code
    start = time.perf_counter()
    villages = gazetteer.villages(code)
    assert len(villages) > 500
    assert time.perf_counter() - start < 0.2  # all counties take some seconds
    assert gazetteer.villages(code) is villages


def test_load_is_fast():
    load_gazetteer.cache_clear()
    start = time.perf_counter()
    load_gazetteer()
    assert time.perf_counter() - start < 1.0


def test_size_in_the_repository():
    names = ("divisions.csv", "townships.csv", "old_divisions.csv", "village_index.csv")
    size = sum((LEXICON / name).stat().st_size for name in (*names, "villages.csv.gz"))
    assert size < 8_000_000


def test_hits_take_the_longest_name(gazetteer):
    text = "河南省商丘市夏邑县和湘西州"
    found = [name for _, _, name in gazetteer.hits(text)]
    assert found == ["河南省", "商丘市", "夏邑县", "湘西州"]


@pytest.mark.parametrize(("name", "stem"), [("洪湖镇", "洪湖"), ("城关街道", "城关"), ("王镇", "")])
def test_short_name(name, stem):
    assert short_name(name, TOWNSHIP_SUFFIXES) == stem
