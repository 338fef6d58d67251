"""How far a time, a place, a plan and a whole reach over the figures of a text."""

from __future__ import annotations

import pytest

from pipeline.model import Figure, SourceText

HEAD = "夏邑县2021年工作简报\n2021年12月13日\n"
COUNTY = "河南省商丘市夏邑县"


def read(reader, text: str, head: str = HEAD) -> tuple[Figure, ...]:
    return reader.read(SourceText("d", "d.txt", f"{head}{text}\n", "utf-8", "")).figures


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("新建公园12个。", ["2021"]),
        ("目前，全县有合作社320家。", ["2021"]),
        ("截至11月底，在建项目35个。新开工项目12个。", ["2021-11-30"] * 2),
        ("2021年1-10月，完成投资12.5亿元。", ["2021-01-01/2021-10-31"]),
        ("上半年投资12亿元，下半年投资8亿元。", ["2021-01-01/2021-06-30", "2021-07-01/2021-12-31"]),
        ("2014年底，全县贫困户3200户。", ["2014-12-31"]),
        ("2020年，新建公园12个。改造道路5条。", ["2020", "2020"]),
        ("2020年，新建公园12个。\n\n改造道路5条。", ["2020", "2021"]),
        ("去年新增企业20家，今年新增35家。", ["2020", "2021"]),
        ("脱贫攻坚期间，投入资金12.5亿元。", [None]),
        ("新增企业20家，较2020年增长8.6%。", ["2021", "2021"]),
        ("企业由去年的320家减少到今年的280家。", ["2020", "2021"]),
        ("3月5日，走访农户12户。全年走访3000户。", ["2021-03-05", "2021"]),
        ("（2020年新建公园12个）改造道路5条。", ["2020", "2021"]),
        # output and sales at a last day are of the year, stock is not; 截至 keeps its day
        ("2020年末生猪存栏30万头，出栏52万头，增长8.6%。", ["2020-12-31", "2020", "2020"]),
        ("6月末，肉牛出栏3200头。", ["2021-01-01/2021-06-30"]),
        ("截至2020年底，工业产值32亿元。", ["2020-12-31"]),
        # what has held for years running is of all of them; a rank is of its year
        ("粮食产量连续六年稳定在20万吨以上。", ["2016/2021", "2016/2021"]),
        ("自2015年以来粮食产量连续3年突破20万吨。", ["2015/2017", "2015/2017"]),
        ("在粮食产量连续4年保持在20万吨的基础上，再增8.6%。", ["2017/2020", "2017/2020", "2021"]),
        ("“十三五”时期，产量连续3年突破20万吨。", ["2016/2020", "2016/2020"]),  # which is not said
        ("出口额连续三年居全省第2位。", ["2021", "2021"]),
        (
            "合作社由2015年的20家发展到目前的320家，其中养蜂合作社达到35家。",
            ["2015", "2021", "2021"],
        ),
        ("自2018年摘帽以来，新修公路20公里。", ["2018/2021"]),
        ("活动开展以来，走访农户12户。", ["2021"]),
        ("一季度增长8.6%，二季度增长7.2%。", ["2021-01-01/2021-03-31", "2021-04-01/2021-06-30"]),
    ],
)
def test_periods(reader, text, periods):
    assert [figure.period for figure in read(reader, text)] == periods


UNSTATED = "base of a change, time not stated"


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        # its own time, and the one that a list shares
        ("城区面积由2015年的80平方公里扩大到96平方公里。", ["2015", "2021"]),
        (
            "城镇和农村低保标准由2015年的350元、280元提高到480元、420元。",
            ["2015"] * 2 + ["2021"] * 2,
        ),
        ("贫困户2019年的900户减少到2021年的20户。", ["2019", "2021"]),
        ("移动支付覆盖率由年初的40%提高到75%。", ["2021-01-01", "2021"]),
        # the year before the span that is reviewed
        ("五年来，外贸总额由91亿元增加到262亿元。", ["2016", "2021"]),
        # none
        ("城区面积由80平方公里扩大到96平方公里。", [None, "2021"]),
        ("2020年，城区面积由80平方公里扩大到96平方公里。", [None, "2020"]),
        ("三次产业结构由15:51:34调整为14:50:36。", [None] * 3 + ["2021"] * 3),
        ("出口额由全省第6位升至第3位。", [None, "2021"]),
        ("贫困户900户减少到20户。", [None, "2021"]),
        ("湿地面积由180亩恢复到300亩。", [None, "2021"]),
        ("生活津贴由每月480元提高到900元。", [None, "2021"]),
        # no base at all
        ("新增企业20家，增加到320家。", ["2021", "2021"]),
        ("水库由县里投资80万元，扩大到96亩。", ["2021", "2021"]),
        ("理由有3条，提高到5条。", ["2021", "2021"]),
    ],
)
def test_the_base_of_a_change_is_not_of_its_end(reader, text, periods):
    figures = read(reader, text)
    assert [figure.period for figure in figures] == periods
    assert [UNSTATED in figure.doubt for figure in figures] == [each is None for each in periods]


def test_what_there_is_now_is_no_plan(reader):
    plan = "一、2021年工作安排\n"
    first, second = read(reader, f"{plan}力争秸秆利用率由49%提高到75%。")
    assert (first.status, first.period, second.status) == ("actual", None, "target")
    first, second = read(reader, f"{plan}力争产值由2025年的300亿元增加到2030年的500亿元。")
    assert (first.period, second.status) == ("2025", "target")


def test_the_words_of_the_period_are_kept(reader):
    first, second = read(reader, "截至11月底，在建项目35个。\n\n新开工项目12个。")
    assert (first.period_text, second.period_text) == ("截至11月底", "")


def test_a_section_has_its_own_year(reader):
    figures = read(reader, "一、2020年工作回顾\n新建公园12个。\n二、2021年工作安排\n新建公园15个。")
    assert [(f.period, f.status) for f in figures] == [("2020", "actual"), ("2021", "target")]


def test_without_a_date_the_period_is_in_doubt(reader):
    figure = read(reader, "全县新建公园12个。", head="夏邑县工作简报\n")[0]
    assert figure.period is None
    assert "period inferred" in figure.doubt


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("新建公园12个。", [[""]]),
        ("会亭镇种植药材8000亩，火店镇种植大蒜5000亩。", [["会亭镇"], ["火店镇"]]),
        ("会亭镇、火店镇共新建大棚120座。", [["会亭镇", "火店镇"]]),
        ("会亭镇新建大棚120座；全县建成大棚3600座。", [["会亭镇"], [""]]),
        ("会亭镇新建大棚120座，带动320户。", [["会亭镇"], ["会亭镇"]]),
        ("会亭镇新建大棚120座。\n\n改造道路5条。", [["会亭镇"], [""]]),
        ("全县投入1250万元，其中会亭镇500万元。", [[""], ["会亭镇"]]),
        ("引进浙江省企业12家。", [[""]]),
    ],
)
def test_places(reader, text, places):
    found = [[path.removeprefix(COUNTY) for path in f.place] for f in read(reader, text)]
    assert found == places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("河南省粮食产量达6500万吨。", "河南省"),
        ("全省粮食产量达6500万吨。", "河南省"),
        ("柘城县新建大棚120座。", "河南省商丘市柘城县"),
        ("会亭镇发展大棚产业。该镇新建大棚120座。", COUNTY + "会亭镇"),
    ],
)
def test_places_by_pointing(reader, text, place):
    assert [f.place for f in read(reader, text)] == [(place,)]


def test_without_a_place_the_figure_is_in_doubt(reader):
    figure = read(reader, "新建公园12个。", head="工作简报\n2021年12月13日\n")[0]
    assert figure.place == ()
    assert "no place" in figure.doubt


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("新建公园12个。", ["actual"]),
        ("计划新建公园12个，改造道路5条。", ["target", "target"]),
        ("计划新建公园12个。改造道路5条。", ["target", "actual"]),
        ("计划新建公园12个，目前已建成5个。", ["target", "actual"]),
        ("到2025年，新建公园12个。", ["target"]),
        ("按照每人230元的标准发放补贴。", ["criterion"]),
        ("建成3000亩标准化基地。", ["actual"]),
        ("每月走访1次。", ["criterion"]),
        ("将320户农户纳入低保。", ["actual"]),
        ("主要新建公园12个，重要工程3项。", ["actual", "actual"]),
        ("二、下一步打算\n新建公园12个。", ["target"]),
        ("二、下一步打算\n目前已建成公园12个。", ["actual"]),
    ],
)
def test_statuses(reader, text, statuses):
    assert [figure.status for figure in read(reader, text)] == statuses


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("学校320所，包括小学210所、中学110所。", [None, 0, 0]),
        ("学校320所（其中小学210所），医院12所。", [None, 0, None]),
        ("人员1350人，其中党员120人。志愿者90人。", [None, 0, None]),
        ("总收入3650万元：务工2000万元，经营1650万元。", [None, 0, 0]),
        ("务工2000万元，经营1650万元，总计3650万元。", [None, None, None]),
        ("学校320所，医院12所。", [None, None]),
        ("学校320所，其中投入35万元。", [None, None]),
        ("脱贫3200户12500人，其中党员300户1180人。", [None, None, 0, 1]),
        (
            "安排资金1350万元，其中产业1000万元，包括种植600万元、养殖400万元；基建350万元。",
            [None, 0, 1, 1, 0],
        ),
        ("培训3200人次（县级1200人次，乡级2000人次）。", [None, 0, 0]),
        ("资助学生3200人次（含脱贫户150户）。", [None, 0]),
        ("接收学生3200人次（住校150户）。", [None, None]),
        ("续建项目35个全部开工，已完工12个。", [None, 0]),
        ("受理投诉350件、办结320件。", [None, 0]),
        ("开工住房350套，建成320套。", [None, None]),
        ("全县开工项目350个，其中35个重点项目完工12个。", [None, 0, 1]),
        ("报销1500万元，其中门诊900万元，住院600万元；救助320万元。", [None, 0, 0, None]),
        ("解决就业320余人，其中残疾人15人。", [None, 0]),
        ("收购玉米320吨；出栏肉牛150头，其中良种35吨。", [None, None, None]),
        ("在监测的13个指标中，上升的有7个，下降的有6个。", [None, 0, 0]),
        ("在建设过程中，新建站点7个，改造站点6个。", [None, None]),
        ("引进2亿元以上项目13个，其中3亿元以上项目5个。", [None, None, None, 1]),
        ("税收收入1250万元。工商税完成500万元，占税收收入的40%。", [None, 0, None]),
        ("税收收入1250万元。工商税完成500万元，占税收收入的45%。", [None, None, None]),
        (
            "下达资金1250万元：（1）预算安排300万元，实际下达850万元；（2）置换债券400万元。",
            [None, None, 0, 0],
        ),
        ("完成投资61.4亿元。\n1、工业投资58.2亿元。\n2、农业投资3.1亿元。", [None, 0, 0]),
        ("完成投资61.4亿元。\n1、工业投资48.2亿元。\n2、农业投资3.1亿元。", [None, None, None]),
        (
            "全县投资3200亿元，其中城镇投资2500亿元。在城镇投资中，工业投资1300亿元。",
            [None, 0, 1],
        ),
    ],
)
def test_parts(reader, text, wholes):
    figures = read(reader, text)
    ids = [figure.id for figure in figures]
    assert [f.part_of and ids.index(f.part_of) for f in figures] == wholes


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("西瓜种植面积17万亩，产量60万吨，同比增长3%。", ["西瓜种植面积", "西瓜产量", "西瓜产量"]),
        ("合格率从95%提高到98.5%，提高3.5个百分点。", ["合格率"] * 3),
        ("脱贫6964户19649人。", ["脱贫户数", "脱贫人数"]),
        ("新建公园12个。\n\n增长3%。", ["新建公园数", ""]),
        ("新建大棚120座（投资35万元），种植面积300亩。", ["新建大棚数", None, "大棚种植面积"]),
    ],
)
def test_what_is_spoken_of(reader, text, indicators):
    found = [figure.indicator for figure in read(reader, text)]
    assert [
        a if b is not None else None for a, b in zip(found, indicators, strict=True)
    ] == indicators


def test_headings_and_titles_are_read_but_mastheads_are_not(reader):
    head = "夏邑县工作简报\n第35期\n夏邑县办公室    2021年12月13日\n"
    figures = read(reader, "全县新建公园12个。", head=head)
    assert [figure.value for figure in figures] == [12]


def test_every_fact_names_its_rules(reader):
    figures = read(reader, "新建公园12个，居全省第5位，三次产业结构为15.2:34.3:50.5。")
    for figure in figures:
        number, label, *link = figure.rule.split("+")
        assert number.startswith("number.")
        assert label.startswith("label.")
        assert all(each.startswith("link.") for each in link)
        assert bool(link) == (figure.concept is not None)
