"""Structure: titles, articles, dates, sections, sentences, clauses, tables, page furniture."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.lexicons import read_toml
from pipeline.headings import grammar, markers_in
from pipeline.lines import lines_of, meta_rule, meta_rules
from pipeline.manifest import read_manifest
from pipeline.mastheads import is_body, kind_of
from pipeline.model import Document, LexiconError, ManifestRow, Origin, SentenceKind, SourceText
from pipeline.readers import read_source
from pipeline.segment import clauses, sentences
from pipeline.structure import structure
from pipeline.text import canonicalise

SHARED = Path(__file__).resolve().parents[2] / "shared"
BODY = "今年以来，全镇上下齐心协力，各项工作取得新的成效，群众收入稳步增加。"


def read(text: str, manifest: ManifestRow | None = None) -> Document:
    return structure(SourceText("bulletin", "bulletin.txt", text, "utf-8", ""), manifest)


def words(document: Document, kind: SentenceKind) -> list[str]:
    return [document.text[s.start : s.end] for s in document.sentences if s.kind is kind]


def outline(document: Document) -> list[tuple[int, str, str]]:
    return [(s.level, s.marker, s.heading) for s in document.sections]


def ignored(document: Document) -> set[tuple[str, str]]:
    return {(document.text[i.start : i.end], i.rule) for i in document.ignored}


# rules of the data files ----------------------------------------------------


def test_meta_rules_match_their_examples_and_refuse_the_rest() -> None:
    for row in read_toml("structure_meta.toml")["meta"]:
        pattern = regex.compile(row["pattern"], regex.VERBOSE | regex.MULTILINE)
        find = pattern.fullmatch if row["where"] == "line" else pattern.search
        assert find(row["example"]), (row["id"], row["example"])
        assert not find(row["refuses"]), (row["id"], row["refuses"])
        if row["where"] == "line":
            assert meta_rule(row["example"]), "an earlier rule may take it, but one must"
            assert meta_rule(row["refuses"]) == "", row["refuses"]


def test_marker_rules_match_their_examples_and_refuse_the_rest() -> None:
    for row in read_toml("structure_markers.toml")["marker"]:
        pattern = regex.compile(row["pattern"], regex.VERBOSE | regex.MULTILINE)
        for example in row["examples"]:
            assert pattern.match(example), (row["id"], example)
            assert markers_in(example, 0, len(example))[0].rule == row["id"]
        for refused in row["refuses"]:
            assert not pattern.match(refused), (row["id"], refused)


def test_kind_rules_match_their_examples_and_refuse_the_rest() -> None:
    table = read_toml("structure_kinds.toml")
    for row in table["kind"]:
        pattern = regex.compile(row["pattern"], regex.VERBOSE)
        assert pattern.search(row["example"]), row["id"]
        assert not pattern.search(row["refuses"]), row["id"]
    assert all(is_body(example) for example in table["bodies"]["examples"])
    assert not any(is_body(refused) for refused in table["bodies"]["refuses"])


def test_rule_names_are_used_once_for_each_meaning() -> None:
    names = [row["id"] for row in read_toml("structure_kinds.toml")["kind"]]
    assert len(set(names)) == len(names)
    assert {name.split(".")[0] for name, _ in meta_rules().lines} == {"meta", "structure"}
    assert len(set(grammar().ranks.values())) == len(grammar().ranks)


# sentences and clauses -------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("甲村增收。乙村减贫！丙村呢？", ["甲村增收。", "乙村减贫！", "丙村呢？"]),
        ("一是修路；二是通水。", ["一是修路；二是通水。"]),
        ("他说：“办好了。”大家鼓掌。", ["他说：“办好了。”", "大家鼓掌。"]),
        ("印发《好！就这么干》的通知。", ["印发《好！就这么干》的通知。"]),
        ("共5户（见附表。另行印发）已完成。", ["共5户（见附表。另行印发）已完成。"]),
        ("（一）增收。（二）减贫。", ["（一）增收。", "（二）减贫。"]),
        ("投入3.5万元\n修路1.2公里", ["投入3.5万元", "修路1.2公里"]),
        ("  ", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("收入36,249万元,增长5%", ["收入36,249万元", "增长5%"]),
        ("三次产业比为24：34：42，有所优化", ["三次产业比为24：34：42", "有所优化"]),
        ("其中：粮食5吨；蔬菜6吨", ["其中", "粮食5吨", "蔬菜6吨"]),
        ("共8户（甲村5户，乙村3户），已脱贫", ["共8户（甲村5户，乙村3户）", "已脱贫"]),
        ("做到“早发现，早帮扶”，不漏一户", ["做到“早发现，早帮扶”", "不漏一户"]),
        ("守住底线 促进振兴", ["守住底线", "促进振兴"]),
        ("括号（没有合上，也要分开", ["括号（没有合上", "也要分开"]),
    ],
)
def test_clauses(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in clauses(text, 0, len(text))] == parts


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="甲乙5,，。；：:（）《》“” \n3.一、是", max_size=60))
def test_clauses_are_in_order_and_inside(text: str) -> None:
    before = 0
    for start, end in clauses(text, 0, len(text)):
        assert before <= start < end <= len(text)
        before = end


# titles, kinds and mastheads ---------------------------------------------------


def test_notice_that_passes_a_plan_on() -> None:
    document = read(
        "\n\n某府发〔2021〕22号\n\n\n某县某镇人民政府\n"
        "关于印发《某镇实现有效衔接工作方案》的通知\n\n各村（居）：\n"
        f"现将《某镇实现有效衔接工作方案》印发给你们。\n\n某县某镇人民政府\n2021年12月3日\n"
        f"某镇实现有效衔接\n工作方案\n\n{BODY}\n一、总体要求\n{BODY}\n\n\n"
        "某镇党政办公室          2021年12月3日印发\n"
    )
    notice, plan = document.articles
    assert notice.title == "某县某镇人民政府关于印发《某镇实现有效衔接工作方案》的通知"
    assert (notice.kind, plan.kind) == ("notice", "plan")
    assert plan.title == "某镇实现有效衔接工作方案"
    for article in document.articles:
        assert article.number is not None and article.number.value == "某府发〔2021〕22号"
        assert article.date is not None and article.date.value == "2021-12-03"
        assert article.issuer is not None and article.issuer.value == "某县某镇人民政府"
    assert document.title.value == notice.title
    assert "某县某镇人民政府" in words(document, SentenceKind.META)
    assert ("某府发〔2021〕22号", "structure.doc-number") in ignored(document)


@pytest.mark.parametrize(
    "number",
    ["某府发[2021]22号", "某府发(2021)22号", "某府发【2021】22号", "某府办发〔2021〕第3号"],
)
def test_forms_of_a_document_number(number: str) -> None:
    document = read(f"{number}\n\n某县人民政府关于做好春耕工作的通知\n\n{BODY}")
    assert document.articles[0].number is not None
    assert document.articles[0].number.value == number


def test_title_broken_over_two_lines() -> None:
    document = read(f"关于做好有效衔接\n重点工作的通知\n{BODY}")
    assert document.title.value == "关于做好有效衔接重点工作的通知"
    assert read(f"压实主体责任\n坚决守住底线\n{BODY}").title.value == "压实主体责任"


def test_a_cited_number_is_not_the_document_s() -> None:
    document = read(f"某镇工作方案\n{BODY}按照《实施意见》（某委发〔2021〕10号）部署。")
    assert document.articles[0].number is None
    assert ("〔2021〕10号", "structure.doc-number") in ignored(document)


def test_newspaper_page() -> None:
    document = read(
        "压实主体责任\n\n坚决守住底线\n\n编辑 张三\n\n2021年12月13日 星期一\n\n"
        "弘扬精神 接续推进\n\n——甲县巩固脱贫成果工作综述\n\n"
        f"{BODY}\n\n成效显著 动力足\n\n——乙区巩固脱贫成果工作综述\n\n{BODY}\n\n"
        "某市巩固成果主要指标通报表\n\n2021年12月11日\n\n"
        "县\t户贷率\t排名\n甲县\t18.28%\t9\n\n县\t户贷率\t排名\n乙区\t20.5%\t6\n\n"
        "(本版由某市乡村振兴局供稿)\n"
    )
    assert document.title.value == "压实主体责任 坚决守住底线"
    assert [a.title for a in document.articles] == [
        "弘扬精神 接续推进——甲县巩固脱贫成果工作综述",
        "成效显著 动力足——乙区巩固脱贫成果工作综述",
        "某市巩固成果主要指标通报表",
    ]
    assert [a.kind for a in document.articles] == ["news", "news", "table"]
    assert [a.date.value if a.date else "" for a in document.articles] == [
        "2021-12-13",
        "2021-12-13",
        "2021-12-11",
    ]
    assert {a.issuer.value if a.issuer else "" for a in document.articles} == {"某市乡村振兴局"}
    (table,) = document.tables
    assert (table.article, table.caption) == (2, "某市巩固成果主要指标通报表")
    assert [[c.text for c in row.cells] for row in table.rows][2] == ["县", "户贷率", "排名"]


def test_headline_with_its_second_part() -> None:
    document = read(f"守住底线 促进振兴\n\n——某区有效衔接工作纪实\n\n通讯员 李四\n\n{BODY}")
    assert document.title.value == "守住底线 促进振兴——某区有效衔接工作纪实"
    assert len(document.articles) == 1
    assert words(document, SentenceKind.TITLE) == ["守住底线 促进振兴", "——某区有效衔接工作纪实"]


def test_communique_with_two_issuers() -> None:
    document = read(
        f"2012年某市统计公报\n某市统计局\n国家统计局某市调查队\n（2013年3月20日）\n{BODY}"
    )
    (article,) = document.articles
    assert (article.title, article.kind) == ("2012年某市统计公报", "summary")
    assert article.issuer is not None
    assert article.issuer.value == "某市统计局、国家统计局某市调查队"
    assert article.date is not None and article.date.value == "2013-03-20"
    assert document.sections == ()


def test_work_report() -> None:
    document = read(
        "---\ntitle: 某市政府工作报告（2021年2月5日 王五）\n---\n\n"
        "——2021年2月5日在某市第四届人民代表大会第六次会议上\n\n某市人民政府市长 王五\n\n"
        f"各位代表：\n\n**一、2020年工作回顾**\n\n{BODY}\n\n（一）产业提质。{BODY}\n"
    )
    (article,) = document.articles
    assert article.title == "某市政府工作报告（2021年2月5日 王五）"
    assert article.issuer is not None and article.issuer.value == "某市人民政府"
    assert article.date is not None and article.date.value == "2021-02-05"
    assert outline(document) == [(1, "一、", "2020年工作回顾"), (2, "（一）", "产业提质")]


@pytest.mark.parametrize(
    ("head", "date", "origin"),
    [
        ("标题: 某县工作总结\n发布时间: 2023-01-05 11:39\n", "2023-01-05", Origin.STATED),
        ("某县工作总结\n2023年1月5日\n", "2023-01-05", Origin.STATED),
        ("某县工作总结\n二〇二三年一月五日\n", "2023-01-05", Origin.STATED),
        ("某县工作总结（2023年1月5日）\n", "2023-01-05", Origin.STATED),
        ("---\nsource: https://a.cn/art/2023/1/5/a.html\ntitle: 某县工作总结\n---\n",
         "2023-01-05", Origin.INFERRED),
        ("---\nsource: https://a.cn/x/202301/t20230105_9.html\ntitle: 某县工作总结\n---\n",
         "2023-01-05", Origin.INFERRED),
        ("2010年某县政府工作报告\n", "2010", Origin.INFERRED),
    ],
)  # fmt: skip
def test_dates(head: str, date: str, origin: Origin) -> None:
    (article,) = read(f"{head}\n{BODY}\n").articles
    assert article.date is not None
    assert (article.date.value, article.date.origin) == (date, origin)


def test_an_address_years_after_its_report_dates_nothing() -> None:
    head = "---\nsource: https://a.cn/202201/t20220122_1.html\ntitle: 某市2006年政府工作报告\n---\n"
    (article,) = read(f"{head}\n{BODY}").articles
    assert article.date is not None
    assert (article.date.value, article.date.origin) == ("2006", Origin.INFERRED)


def test_undated() -> None:
    (article,) = read(f"某县脱贫成效明显\n{BODY}截至2021年10月31日，成效明显。").articles
    assert article.date is None


def test_manifest_goes_before_the_print() -> None:
    row = ManifestRow("b.txt", title="新题", issuer="某局", number="某发〔2020〕1号",
                      date="2020-01-02", place="某省某县")  # fmt: skip
    document = read(f"某县工作总结\n2023年1月5日\n{BODY}", row)
    (article,) = document.articles
    assert document.title.value == article.title == "新题"
    for known, value in (
        (article.issuer, "某局"),
        (article.number, "某发〔2020〕1号"),
        (article.date, "2020-01-02"),
        (article.place, "某省某县"),
    ):
        assert known is not None
        assert (known.value, known.origin) == (value, Origin.MANIFEST)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某县2021年国民经济和社会发展统计公报", "summary"),
        ("某局关于印发《某方案》的函", "notice"),
        ("2022年工作总结及2023年工作计划", "summary"),
        ("关于某乡财政预算执行情况及预算（草案）的报告", "summary"),
        ("某镇有效衔接工作方案", "plan"),
        ("某县2022年工作要点", "plan"),
        ("某区脱贫攻坚工作纪实", "news"),
        ("特色产业铺就致富路", "news"),
        ("主要指标通报表", "table"),
    ],
)
def test_kinds(title: str, kind: str) -> None:
    assert kind_of(title) == kind


# pages scraped into one line ---------------------------------------------------

PAGE = (
    "标题: 某区农业局关于印发《2022年某区示范实施方案》的函\n发布时间: 2022-06-24 09:24\n文号: \n"
    "发布机构: 某区农业局\n======== 正文 ========\n"
    "当前位置： 首页政务公开涉农补贴 某区农业局关于印发《2022年某区示范实施方案》的函 "
    "时间：2022-06-24 09:24 微信 微博 QQ空间 各片区：为推进生产，我局印发了方案，请认真实施。 "
    "某区农业局 2022年6月23日（此件主动公开）2022年某区示范实施方案萝卜是主要产品，"
    "面积达4000多亩。具体如下：一、目标任务以萝卜精量播种为重点，开展示范。"
    "二、建设内容1.选取面积100亩以上田地建立示范片。2.组织培训2.5万人次。"
    "三、收支情况 （一）预算收支情况 1.本月情况 6月份，收入完成36,249万元。 "
    "来源：某区农业局 附件下载"
)


def test_page_in_one_line() -> None:
    document = read(PAGE)
    notice, plan = document.articles
    assert plan.title == "2022年某区示范实施方案"
    assert (notice.kind, plan.kind) == ("notice", "plan")
    assert {a.date.value for a in document.articles if a.date} == {"2022-06-24"}
    assert outline(document) == [
        (1, "一、", "目标任务"),
        (1, "二、", "建设内容"),
        (2, "1.", "选取面积100亩以上田地建立示范片"),
        (2, "2.", "组织培训2.5万人次"),
        (1, "三、", "收支情况"),
        (2, "（一）", "预算收支情况"),
        (3, "1.", "本月情况"),
    ]
    meta = words(document, SentenceKind.META)
    assert any(line.startswith("当前位置") and line.endswith("QQ空间") for line in meta)
    assert "某区农业局 2022年6月23日（此件主动公开）" in meta
    assert "来源：某区农业局 附件下载" in meta
    assert "以萝卜精量播种为重点，开展示范。" in words(document, SentenceKind.TEXT)
    assert words(document, SentenceKind.HEADING)[:2] == ["一、目标任务", "二、建设内容"]


# sections ----------------------------------------------------------------------


def test_sections_nest_and_close() -> None:
    document = read(
        f"某县工作总结\n一、主要工作\n（一）抓产业。{BODY}\n1．种植业\n{BODY}\n"
        f"一是扩面积。{BODY}二是提质量；三是拓市场。{BODY}\n{BODY}\n（二）抓就业\n{BODY}\n"
        f"二、下步打算\n{BODY}\n"
    )
    assert outline(document) == [
        (1, "一、", "主要工作"),
        (2, "（一）", "抓产业"),
        (3, "1.", "种植业"),
        (4, "一是", "扩面积"),
        (4, "二是", "提质量"),
        (2, "（二）", "抓就业"),
        (1, "二、", "下步打算"),
    ]
    by_heading = {section.heading: section for section in document.sections}
    assert document.sections[by_heading["提质量"].parent].heading == "种植业"
    assert by_heading["主要工作"].end == by_heading["下步打算"].start
    inside = [
        document.sections[s.section].heading
        for s in document.sentences
        if document.text[s.start : s.end] == BODY
    ]
    assert inside == ["抓产业", "种植业", "扩面积", "提质量", "种植业", "抓就业", "下步打算"]
    assert ("三是", "structure.marker") in ignored(document)


@pytest.mark.parametrize(
    "text",
    [
        "一、二、三产业融合发展，全县增收。",
        "2.3本项目投入资金3.5万元。",
        "全县3.5万人受益。1.5亿元到位。",
        "第一批项目开工。第一书记到岗。",
        "（一般农户）可以申请。",
        "十九届二、三中全会精神。",
    ],
)
def test_what_is_no_marker(text: str) -> None:
    document = read(f"某县工作总结\n{BODY}\n{text}\n{BODY}")
    assert document.sections == ()
    assert not {rule for _, rule in ignored(document)} & {"structure.marker"}


def test_headings_without_marker() -> None:
    document = read(
        f"某县脱贫成效明显\n{BODY}\n\n高位推动,领导率先干\n\n{BODY}\n\n2022年工作打算\n\n{BODY}"
    )
    assert outline(document) == [(1, "", "高位推动,领导率先干"), (1, "", "2022年工作打算")]


def test_numbered_line_is_a_heading() -> None:
    document = read(f"某区工作纪实\n{BODY}\n1 聚焦责任，健全机制\n{BODY}\n2 聚焦政策\n{BODY}")
    assert outline(document) == [(1, "1", "聚焦责任，健全机制"), (1, "2", "聚焦政策")]
    assert ("1 ", "structure.marker") in ignored(document)


def test_footnotes_and_pages() -> None:
    document = read(f"某县统计公报\n{BODY}总产值[2]5亿元。\n- 12 -\n[2]总产值按现价计算。\n")
    assert ("- 12 -", "structure.page-number") in ignored(document)
    assert ("[2]", "structure.footnote") in ignored(document)
    assert document.sections == ()
    (cut,) = [c for c in document.canonical.removed if c.rule == "text.footnote"]
    assert document.source.text[cut.start : cut.end] == "[2]"


# tables ------------------------------------------------------------------------


def rows(document: Document, at: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[at].rows]


def test_tabbed_table_keeps_empty_cells() -> None:
    document = read(
        f"某市统计公报\n粮 食\t650.0\t\t17.3\t\n#水 稻\t79.4\t\t17.5\t\n{BODY}\n"
        "2012年畜牧业产量\n指标名称\t指标值\t增长（±%）\n期末存栏\t\t\t\n猪（万头）\t171.5\t\t-2.4\n"
    )
    assert rows(document) == [
        ["粮食", "650.0", "", "17.3", ""],
        ["#水稻", "79.4", "", "17.5", ""],
    ]
    assert document.tables[1].caption == "2012年畜牧业产量"
    assert rows(document, 1)[1:] == [["期末存栏", "", "", ""], ["猪（万头）", "171.5", "", "-2.4"]]
    assert "粮 食\t650.0\t\t17.3" in words(document, SentenceKind.TABLE)
    assert "2012年畜牧业产量" in words(document, SentenceKind.TABLE)


def test_piped_tables() -> None:
    document = read(
        f"某市统计公报\n{BODY}\n\n**表1 人口数及其构成**\n\n| <br>指 标 | <br>年末数<br>（万人） |\n"
        "| --- | ---: |\n| <br> 其中：城镇[3] | <br>84843 |\n\n"
        "| <br>**表2 进出口额** | | <br> |\n| --- | --- | --- |\n| 单位：亿元 | | |\n"
        "| 出口 | 5 | 6.1 |\n| | | |\n"
    )
    assert [table.caption for table in document.tables] == [
        "表1 人口数及其构成",
        "表2 进出口额 单位：亿元",
    ]
    assert rows(document) == [["指标", "年末数（万人）"], ["其中：城镇", "84843"]]
    assert rows(document, 1) == [["出口", "5", "6.1"]]


def test_table_in_bullets() -> None:
    document = read(
        f"某国统计公报\n{BODY}\n\n**表4 产品产量**\n\n单位：万吨\n\n- **产品名称** **单 位** **产 量**\n"
        "- 粮 食 万吨 49746\n- 油 料 万吨 -3062\n- 微型计算机 万台 9336.4\n\n- 项目甲\n- 项目乙\n"
    )
    (table,) = document.tables
    assert table.caption == "表4 产品产量 单位：万吨"
    assert rows(document) == [
        ["产品名称", "单位", "产量"],
        ["粮食", "万吨", "49746"],
        ["油料", "万吨", "-3062"],
        ["微型计算机", "万台", "9336.4"],
    ]


def test_columns_set_with_spaces() -> None:
    document = read(f"某县公报\n{BODY}\n玉米   540.4   17.8\n大豆   7.0   -1.6\n{BODY}")
    assert rows(document) == [["玉米", "540.4", "17.8"], ["大豆", "7.0", "-1.6"]]


def test_text_with_wide_spaces_is_no_table() -> None:
    assert read(f"某县公报\n{BODY}\n某县   某局   某处\n{BODY}").tables == ()


def test_cells_lie_where_they_say() -> None:
    document = read(f"某市公报\n{BODY}\n粮 食\t650.0\t\t17.3\n玉 米\t540.4\t\t17.8\n")
    for row in document.tables[0].rows:
        for cell in row.cells:
            printed = document.text[cell.start : cell.end]
            assert printed.replace(" ", "") == cell.text.replace(" ", "")


# the whole -----------------------------------------------------------------------


def check_sentences(document: Document) -> None:
    """Every character that is no white space is in just one sentence, in text order."""
    covered = [0] * len(document.text)
    before = 0
    for index, sentence in enumerate(document.sentences):
        assert sentence.index == index and before <= sentence.start < sentence.end
        before = sentence.end
        article = document.articles[sentence.article]
        assert article.start <= sentence.start and sentence.end <= article.end
        if sentence.section >= 0:
            section = document.sections[sentence.section]
            assert section.article == sentence.article
            assert section.start <= sentence.start < section.end
        for at in range(sentence.start, sentence.end):
            covered[at] += 1
    for character, times in zip(document.text, covered, strict=True):
        assert character.isspace() or times == 1


def check_sections(document: Document) -> None:
    for index, section in enumerate(document.sections):
        assert section.index == index and section.start < section.end
        if section.parent >= 0:
            parent = document.sections[section.parent]
            assert parent.start <= section.start and section.end <= parent.end
            assert section.level == parent.level + 1
        else:
            assert section.level == 1


LINES = [
    BODY, "一、总体要求", "（一）抓产业。成效明显。", "1.收入情况 6月份，收入增长。", "二是通水。三是修路；",
    "2021年12月3日", "某县农业农村局", "守住底线 促进振兴", "——某县工作综述", "粮 食\t5.0\t\t3", "| a | 5 |",
    "- 油 料 5 6", "标题: 某县公报", "", "  ", "**重点工作**", "第一，抓好落实。第二条 适用范围", "<p>甲</p>",
    "（本版由某局供稿）", "- 3 -", "某府发〔2021〕22号", "①税收5万元", "各位代表：", "《好。》", "[3]注解",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=14), st.sampled_from(["\n", "\n\n", " "]))
def test_any_order_of_lines_holds_together(lines: list[str], between: str) -> None:
    document = read(between.join(lines))
    check_sentences(document)
    check_sections(document)


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet="一二、（）()1２.．第条是要。；：，《》“”\n \t|-—*#[]〔〕年月日号县局甲",
        max_size=80,
    )
)
def test_any_text_holds_together(text: str) -> None:
    document = read(text)
    check_sentences(document)
    check_sections(document)


def test_empty_and_blank() -> None:
    for text in ("", "\n \n", "\ufeff"):
        document = read(text)
        assert document.articles == () and document.sentences == ()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared bulletins are not beside the project")
def test_real_bulletins() -> None:
    for path in sorted(SHARED.glob("*/*.txt")):
        document = structure(read_source(path))
        check_sentences(document)
        check_sections(document)
        assert document.title.value and document.articles[0].title, path.name


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared bulletins are not beside the project")
def test_structure_is_fast() -> None:
    sources = [read_source(path) for path in sorted(SHARED.glob("wild/*.txt"))[:30]]
    structure(sources[0])
    begun = time.process_time()
    for source in sources:
        structure(source)
    spent = time.process_time() - begun
    assert spent / sum(len(source.text) for source in sources) < 6e-6


def test_lines_know_blank_lines_above() -> None:
    lines = lines_of(canonicalise("甲。\n乙。\n\n丙。"))
    assert [(line.words, line.gap) for line in lines] == [
        ("甲。", True),
        ("乙。", False),
        ("丙。", True),
    ]


# manifest ------------------------------------------------------------------------

HEADER = "id,file,title,issuer,number,date,place,source,note\n"


def test_manifest(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_text(
        HEADER + '1,a.txt,"某县，公报",,,2021,某省某县,,\n2,b.txt,,,,,,,\n', encoding="utf-8"
    )
    read_rows = read_manifest(path)
    assert list(read_rows) == ["a.txt", "b.txt"]
    assert read_rows["a.txt"].title == "某县，公报" and read_rows["a.txt"].date == "2021"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id,file,titel\n", "line 1: unknown column: titel"),
        ("id,title\n", "line 1: missing column: file"),
        ("id,file,file\n", "line 1: doubled column: file"),
        (HEADER + "1,a.txt,,,,,,,\n2,a.txt,,,,,,,\n", "line 3: a.txt stands in it twice"),
        (HEADER + "1,,,,,,,,\n", "line 2: no file"),
        (HEADER + "1,a.txt,,,,,,,,too much\n", "line 2: more fields"),
    ],
)
def test_manifest_mistakes(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "manifest.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=f"manifest.csv, {message}"):
        read_manifest(path)


def test_manifest_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="manifest.csv"):
        read_manifest(tmp_path / "manifest.csv")
