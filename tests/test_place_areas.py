"""Places without a code of their own: new areas, zones among counties, farms, ambiguous names."""

import pytest
from test_places import DAZHOU, reading

from extractors.gazetteer import load_gazetteer, read_table
from extractors.lexicons import read_toml
from extractors.place_areas import new_areas
from extractors.place_words import load_place_words

SHANGQIU = "河南省商丘市"


def zones(*lines, place):
    found = reading("工作情况", *lines, place=place)
    return [m for m in found.mentions if m.level == "zone"]


NAMED = [
    ("疏解项目落户雄安新区。", "河北省邯郸市", "河北省雄安新区"),
    ("企业从兰州新区迁来。", "甘肃省张掖市", "甘肃省兰州市兰州新区"),
    ("到青岛西海岸新区学习。", "安徽省滁州市", "山东省青岛市西海岸新区"),
    ("支持江北新区发展。", "江苏省扬州市", "江苏省南京市江北新区"),
]


@pytest.mark.parametrize(("line", "place", "path"), NAMED)
def test_new_areas(line, place, path):
    (found,) = zones(line, place=place)
    assert (found.path, found.code) == (path, "")
    assert "since" in found.reason


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("支持江北新区发展。", "四川省绵阳市"),  # another of the name
        ("建设城市新区。", DAZHOU),
        ("推进滨海新区开发。", "天津市"),  # is a county
    ],
)
def test_no_new_area(line, place):
    assert zones(line, place=place) == []


def test_parents_of_new_areas_are_divisions():
    for name, area in new_areas().items():
        assert load_gazetteer().at(area.parent) is not None, name
        assert 1990 < int(area.year) < 2030
    assert all(row[3] for row in read_table("new_areas.csv"))  # a text says so


def test_zones_in_a_list_of_counties():
    found = zones("夏邑县、虞城县、城乡一体化示范区和高新区各建成1个中心。", place=SHANGQIU)
    assert [m.path for m in found] == [SHANGQIU + "城乡一体化示范区", SHANGQIU + "高新区"]
    assert {m.code for m in found} == {""}


@pytest.mark.parametrize(
    "line",
    [
        "夏邑县、虞城县、示范区建设进展顺利。",  # a word goes on
        "建设园区、示范区。",
        "夏邑县、虞城县、协同创新区各1个。",
    ],
)
def test_no_zones_in_a_list(line):
    assert zones(line, place=SHANGQIU) == []


def test_examples_of_listed_zones():
    listed = read_toml("place_words.toml")["zones"]["listed"]
    pattern = load_place_words().listed_zone
    for example in listed["example"]:
        assert pattern.match(example, example.rindex("、") + 1)
    for refusal in listed["refusal"]:
        assert pattern.match(refusal, refusal.rindex("、") + 1) is None


def test_a_farm_of_the_own_counties():
    found = reading("工作情况", "葵潭农场新修道路5公里，建成家庭农场3个。", place="广东省揭阳市")
    assert [(m.path, m.level) for m in found.mentions if "农场" in m.path] == [
        ("广东省揭阳市惠来县葵潭农场", "zone")
    ]
    assert zones("葵潭农场新修道路。", place=DAZHOU) == []


def test_an_ambiguous_village_is_kept_with_its_candidates():
    gazetteer = load_gazetteer()
    county = gazetteer.at("重庆市綦江区")
    villages = gazetteer.villages(county.code)
    name, rows = next((n, r) for n, r in villages.items() if len(r) > 1 and len(n) == 3)
    found = reading("工作情况", f"到{name}走访。", place=county.path)
    (unsure,) = (m for m in found.mentions if m.candidates)
    assert set(unsure.candidates) == {row.path for row in rows}
    assert unsure.code == ""
    assert unsure.doubt == "ambiguous"
    assert county.path in unsure.reason
    assert [issue.kind for issue in found.issues] == ["ambiguous_place"]
