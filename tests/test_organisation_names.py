"""Full names and places of organisations, as the document itself settles them."""

from __future__ import annotations

import pytest

from extractors.lexicons import read_toml
from extractors.organisation_names import FILE, full_name, names
from pipeline.model import SourceText

HEAD = "长寿区2021年工作简报\n2021年12月13日\n"
DISTRICT = "重庆市长寿区"
DATA = read_toml(FILE)


def read(reader, text: str, head: str = HEAD):
    return reader.read(SourceText("d", "d.txt", f"{head}{text}\n", "utf-8", "")).organisations


def full(reader, text: str, head: str = HEAD) -> list[str]:
    return [mention.canonical for mention in read(reader, text, head)]


# --- the data ---


@pytest.mark.parametrize("entry", DATA["organ"], ids=lambda e: e["short"][0])
def test_every_organ_has_its_full_name(entry):
    printed, wanted = entry["example"]
    rest = next(s for s in sorted(entry["short"], key=len, reverse=True) if printed.endswith(s))
    places = [DISTRICT, "重庆市", "四川省青石新区", "河南省商丘市夏邑县"]
    assert wanted in {full_name(place, rest) for place in places}


@pytest.mark.parametrize("back", DATA["back"], ids=lambda b: b["words"][0])
def test_every_word_that_points_back_holds_and_refuses(back):
    assert names().back.search(back["example"])[0] in back["words"]
    assert names().back.search(back["refuse"]) is None
    assert all(names().back.fullmatch(word) for word in back["words"])


def test_a_short_field_is_either_certain_or_open():
    certain = {pair[0] for pair in DATA["fields"]["full"]}
    assert not certain & set(DATA["fields"]["open"])


@pytest.mark.parametrize(("short", "wanted"), DATA["fields"]["full"])
def test_every_short_field_is_written_out(short, wanted):
    assert full_name(DISTRICT, f"{short}局") == f"{DISTRICT}{wanted}局"
    assert full_name(DISTRICT, f"{short}委") == f"{DISTRICT}{wanted}委员会"


# --- levels and places ---


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("区委作出部署。", "中共重庆市长寿区委员会"),
        ("区政府印发方案。", "重庆市长寿区人民政府"),
        ("区乡村振兴局组织培训。", "重庆市长寿区乡村振兴局"),
        ("区发改委安排项目。", "重庆市长寿区发展和改革委员会"),
        ("市财政局下达资金。", "重庆市财政局"),
        ("中共长寿区委作出部署。", "中共重庆市长寿区委员会"),
        ("区妇联走访慰问。", "重庆市长寿区妇女联合会"),
        ("农业农村部下达计划。", "农业农村部"),
        ("国家发改委下达计划。", "国家发展和改革委员会"),
        ("区文旅委举办活动。", "重庆市长寿区文旅委"),  # 文化旅游 or 文化和旅游发展
    ],
)
def test_a_level_is_the_place_of_the_article(reader, text, wanted):
    assert full(reader, text) == [wanted]


def test_the_place_is_the_path_of_the_level(reader):
    found = read(reader, "区委、市政府、国务院作出部署。绿源果蔬专业合作社、新华社参加。")
    assert [m.place for m in found] == [DISTRICT, "重庆市", "中国", "", ""]


def test_the_name_stays_as_printed(reader):
    (mention,) = read(reader, "区委作出部署。")
    assert (mention.name, mention.kind) == ("区委", "party")


def test_names_in_a_list_are_apart_and_share_the_level(reader):
    found = full(reader, "区财政局、民政局和教育局联合印发方案。")
    assert found == [f"{DISTRICT}{office}" for office in ("财政局", "民政局", "教育局")]


def test_a_list_ends_where_another_word_stands(reader):
    assert full(reader, "区财政局印发方案，民政局配合。")[1:] == ["民政局"]


def test_a_township_is_that_of_the_paragraph(reader):
    found = full(reader, "葛兰镇种植油茶3200亩，镇政府发放种苗。")
    assert found == ["重庆市长寿区葛兰镇人民政府"]
    two = full(reader, "葛兰镇、洪湖镇种植油茶3200亩，镇政府发放种苗。")
    assert two == ["镇政府"]


def test_what_is_called_by_a_short_place_keeps_its_name(reader):
    found = full(reader, "重庆工业职业大学与区人民医院签约。")
    assert found == ["重庆工业职业大学", "重庆市长寿区人民医院"]


# --- inside the document ---


def test_an_open_short_form_is_what_the_document_prints_in_full(reader):
    text = "区科学技术局印发方案。\n\n区科技局举办活动12场。"
    assert full(reader, text) == [f"{DISTRICT}科学技术局"] * 2


def test_a_short_form_of_two_full_ones_stays(reader):
    text = "区文化和旅游局、区文化广电旅游局印发方案。区文旅局举办活动12场。"
    assert full(reader, text)[-1] == f"{DISTRICT}文旅局"


def test_a_firm_is_the_one_named_in_full_before(reader):
    text = "青石绿源农业开发有限公司落户。绿源公司投资500万元。"
    assert full(reader, text) == ["青石绿源农业开发有限公司"] * 2


def test_a_firm_called_so_in_brackets(reader):
    text = "青石绿源农业开发有限公司（以下简称“青绿公司”）落户。青绿公司投资500万元。"
    assert full(reader, text)[-1] == "青石绿源农业开发有限公司"


def test_a_firm_that_could_be_two_stays_as_named(reader):
    text = "青石绿源农业开发有限公司、宏达绿源物流有限公司落户。绿源公司投资500万元。"
    assert full(reader, text)[-1] == "绿源公司"


def test_that_office_is_the_only_one_of_its_sort(reader):
    found = read(reader, "区乡村振兴局挂牌成立。目前，该局有干部23人。")
    assert found[-1].canonical == f"{DISTRICT}乡村振兴局"
    assert (found[-1].name, found[-1].rule) == ("区乡村振兴局", "back-reference")


@pytest.mark.parametrize(
    "text",
    [
        "区民政局、区财政局联合办公。该局有干部23人。",  # either
        "区民政局挂牌成立。该局面得到扭转。",
        "区委作出部署。该局有干部23人。",  # no office of that sort
        "区民政局挂牌成立。\n\n全区抓好生产。\n\n该局有干部23人。",  # two paragraphs back
    ],
)
def test_that_office_is_left_where_it_is_not_certain(reader, text):
    assert all(m.rule != "back-reference" for m in read(reader, text))


# --- names of their time ---


@pytest.mark.parametrize(
    ("date", "text", "wanted", "place"),
    [
        ("2009年3月2日", "县政府拨款。", "重庆市綦江县人民政府", "重庆市綦江县"),
        ("2009年3月2日", "綦江县财政局拨款。", "重庆市綦江县财政局", "重庆市綦江县"),
        ("2016年3月2日", "区政府拨款。", "重庆市綦江区人民政府", "重庆市綦江区"),
        ("2016年3月2日", "区委发文。", "中共重庆市綦江区委员会", "重庆市綦江区"),
    ],
)
def test_the_place_in_a_full_name_is_called_as_it_was(reader, date, text, wanted, place):
    kind = "县" if date < "2011" else "区"
    (mention,) = read(reader, text, f"綦江{kind}工作报告\n{date}\n")
    assert (mention.canonical, mention.place) == (wanted, place)


@pytest.mark.parametrize(
    ("text", "unique"),
    [
        ("财政部下达资金。", True),
        ("人民银行发布数据。", True),
        ("青石绿源农业开发有限公司投产。", True),
        ("绿源公司投产。", False),
        ("区财政局安排资金。", False),
    ],
)
def test_what_a_name_says_by_itself(reader, text, unique):
    (mention,) = read(reader, text)
    assert mention.unique is unique
