"""The programme of a figure: what the passage puts it under, and where its reach ends."""

from __future__ import annotations

import pytest

from extractors.programme_roles import load_roles
from pipeline.model import Figure, SourceText

HEAD = "夏邑县2021年工作简报\n2021年12月13日\n"


def read(reader, text: str) -> tuple[Figure, ...]:
    return reader.read(SourceText("d", "d.txt", f"{HEAD}{text}\n", "utf-8", "")).figures


def programmes(reader, text: str) -> list[str | None]:
    return [figure.programme for figure in read(reader, text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("新建高标准农田30万亩。", ["高标准农田"]),
        ("新建高标准农田30万亩、改造提升5万亩。", ["高标准农田"] * 2),
        ("新建高标准农田30万亩、设施农业5万亩。", ["高标准农田", None]),
        ("创建12个国家现代农业产业园、8个农业产业强镇。", ["国家现代农业产业园", "农业产业强镇"]),
        ("拿出300万元用于雨露计划。", ["雨露计划"]),
        ("落实“两免一补”、寄宿生等3项补助。", [None]),
        ("改造棚户区600套和幼儿园12所。", [None, None]),
        ("棚户区改造开工600套、竣工420套。", ["棚户区改造"] * 2),
        ("新建高标准农田30万亩、完成投资3亿元。", ["高标准农田"] * 2),
        ("新建高标准农田30万亩、治理盐碱化耕地5万亩。", ["高标准农田", None]),
        ("老旧小区改造40个、背街小巷改造30条。", ["老旧小区改造", None]),
        ("实施棚户区改造项目4个、旧厂区改造项目5个。", ["棚户区改造", None]),
        ("城乡养老保险、居民医疗保险和新农合参保率分别达97%、95%和99%。", [None, None, "新农合"]),
        ("推进“青石惠老”“银杏助学”三项工程。", [None]),
        ("建成青石路、银杏路三条主干道和机场路亮化工程。", [None]),
    ],
)
def test_in_its_own_words(reader, text, wanted):
    assert programmes(reader, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("开展扫黑除恶专项斗争，打掉犯罪团伙12个。", "扫黑除恶专项斗争"),
        ("实施雨露计划，全县发放补助300万元。", "雨露计划"),
        ("厕所革命稳步推进，改造旱厕3200座。", "厕所革命"),
        ("印发《油茶产业发展规划》，提出36条措施。", "油茶产业发展规划"),
        ("“三师下村”活动：每月下村12次。", "三师下村活动"),
    ],
)
def test_a_clause_announces(reader, text, wanted):
    (figure,) = read(reader, text)
    assert figure.programme == wanted
    assert "programme carried" in figure.doubt


@pytest.mark.parametrize(
    "text",
    [
        "实施农村危房改造；资助学生600人。",
        "印发《油茶产业发展规划》，全县种植油茶3200亩。",
        "实施厕所革命、雨露计划等工程，发放补助300万元。",
        "推进乡村振兴，粮食产量达36万吨。",
        "贯彻新发展理念，新建公园12个。",
        "县乡村振兴局培训农民600人。",
        "脱贫攻坚期间，投入资金1200万元。",
        "“十三五”期间，新建公园12个。",
        "脱贫攻坚项目36个全部开工。",
    ],
)
def test_another_topic_or_none(reader, text):
    assert programmes(reader, text)[-1] is None


def test_behind_its_own_number_only_what_is_said_of_it_goes_on(reader):
    text = "完成农村危房改造320户，总投资640万元，资助学生600人。"
    assert programmes(reader, text) == ["农村危房改造", "农村危房改造", None]


def test_a_part_shares_the_programme_of_its_whole(reader):
    text = "完成农村危房改造320户，其中脱贫户120户。"
    assert programmes(reader, text) == ["农村危房改造", "农村危房改造"]


def test_means_leave_the_first_programme_in_force(reader):
    text = "开展扫黑除恶专项斗争，健全群众举报奖励工作机制，打掉犯罪团伙12个。"
    assert programmes(reader, text)[-1] == "扫黑除恶专项斗争"


def test_a_heading_holds_for_its_section(reader):
    text = (
        "（一）全力推进厕所革命\n投入资金300万元。改造旱厕3200座。\n（二）保障就业\n新增岗位600个。"
    )
    figures = read(reader, text)
    assert [f.programme for f in figures] == ["厕所革命", "厕所革命", None]
    assert all("programme carried" in f.doubt for f in figures[:2])


def test_a_course_of_action_heads_everything_and_so_nothing(reader):
    assert programmes(reader, "（一）实施质量强县战略\n投入资金300万元。") == [None]


def test_a_first_sentence_that_only_announces_holds_for_the_next(reader):
    text = "扎实推进厕所革命。投入资金300万元。\n\n投入资金500万元。"
    assert programmes(reader, text) == ["厕所革命", None]


def test_a_figure_of_a_name_is_no_doubt(reader):
    (figure,) = read(reader, "新建高标准农田30万亩。")
    assert "programme carried" not in figure.doubt


def test_frames_and_wide_programmes_are_apart():
    roles = load_roles()
    assert not roles.frames & roles.wide
