"""Structure as a whole: titles, articles, kinds, issuers, numbers, dates, pages in one line."""

from __future__ import annotations

import time

import pytest
from conftest import SHARED
from hypothesis import given, settings
from hypothesis import strategies as st
from structure_samples import BODY, check_sections, check_sentences, ignored, outline, read, words

from pipeline.lines import lines_of
from pipeline.mastheads import kind_of
from pipeline.model import ManifestRow, Origin, SentenceKind
from pipeline.readers import read_source
from pipeline.structure import structure
from pipeline.text import canonicalise


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
    [
        "某府发[2021]22号",
        "某府发(2021)22号",
        "某府发［2021］22号",
        "某府发【2021】22号",
        "某府办发〔2021〕第3号",
    ],
)
def test_forms_of_a_document_number(number: str) -> None:
    document = read(f"{number}\n\n某县人民政府关于做好春耕工作的通知\n\n{BODY}")
    assert document.articles[0].number is not None
    assert document.articles[0].number.value == number


def test_letterhead_and_signature() -> None:
    document = read(
        "某县扶贫开发领导小组办公室文件\n某扶办发［2020］１５号\n签发人：张三\n\n"
        f"关于下达２０２０年资金计划的通知\n\n各镇人民政府：\n{BODY}\n\n某县扶贫办\n2020年3月5日\n"
    )
    (article,) = document.articles
    assert article.title == "关于下达2020年资金计划的通知"
    assert article.issuer is not None and article.issuer.value == "某县扶贫开发领导小组办公室"
    assert article.number is not None and article.number.value == "某扶办发［2020］15号"
    assert document.sections == ()


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
        ("某县工作总结\n（2023年7月）\n", "2023-07", Origin.STATED),
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


LINES = [
    BODY, "一、总体要求", "（一）抓产业。成效明显。", "1.收入情况 6月份，收入增长。",
    "二是通水。三是修路；", "2021年12月3日", "某县农业农村局", "守住底线 促进振兴",
    "——某县工作综述", "粮 食\t5.0\t\t3", "| a | 5 |", "- 油 料 5 6", "标题: 某县公报", "", "  ",
    "**重点工作**", "第一，抓好落实。第二条 适用范围", "<p>甲</p>", "（本版由某局供稿）", "- 3 -",
    "某府发〔2021〕22号", "①税收5万元", "各位代表：", "《好。》", "[3]注解",
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
