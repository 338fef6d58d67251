"""The pages that are served: Chinese, searchable, escaped, read-only, and quick."""

from __future__ import annotations

import asyncio
import csv
import dataclasses
import io
import json
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from html import unescape

import pytest
from conftest import ROOT
from served_samples import asking
from store_samples import LOOKUPS, PROVENANCE, SOURCE, Maker, numbered, reading
from test_docs_doubts import collected, doubts, issue_kinds

from db import description
from db.metadata import SETTINGS, metadata
from db.pages.cells import ROWS_SHOWN, number_cell, sentence_cell
from db.pages.core_strings import CORE, TEMPLATES, in_chinese, replacements
from db.pages.passages import Line, Page
from db.pages.spans import Span
from db.pages.words import column_zh, message_zh, serving
from db.serve import ServeError, application, datasette_command, listening, serve
from db.store import Provenance, Store, StoreError
from pipeline.model import Issue

HOSTILE = (
    "恶意<script>alert(1)</script>\n"
    "一、<img src=x onerror=alert(2)>全县产量38.2万吨小麦15.2万吨玉米23万吨3至5万元&amp;。\n"
    "二两地“三师入户”第3页会亭镇万州区县农业农村局。\n"
)


def hostile_reading():
    """A bulletin that holds what a browser would run, in its text, title, doubt and issue."""
    made = reading("evil#1", HOSTILE)
    bad = '"><script>alert(3)</script>'
    figures = tuple(dataclasses.replace(each, doubt=bad) for each in made.figures)
    return dataclasses.replace(made, figures=figures, issues=(Issue("bad", bad, 0, 4),))


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    found = tmp_path_factory.mktemp("served") / "facts.db"
    provenance = Provenance("r1", "jieba", source="javascript:alert(1)")
    with Store(found, LOOKUPS) as store:
        run = store.start_run("r1", "jieba")
        store.write(reading(), run, PROVENANCE)
        store.write(hostile_reading(), run, provenance)
        for index in range(3):
            store.write(numbered(index), run, PROVENANCE)
        store.finish_run(run)
    return found


@pytest.fixture(scope="module")
def get(path):
    """Ask for a page, in the one loop that the application lives in."""
    with asking(path) as ask:
        yield ask


def scripts(html):
    """Scripts in a page that have no nonce and no address."""
    return re.findall(r"<script(?![^>]*(?:nonce=|src=))[^>]*>", html)


# Datasette's own pages in Chinese


@pytest.mark.parametrize("name", sorted(replacements()))
def test_every_string_is_in_the_pinned_version(name):
    place = CORE / name if "/" in name else TEMPLATES / name
    source = place.read_text(encoding="utf-8")
    missing = []
    for en, zh in replacements()[name]:
        if en not in source:
            missing.append(en)
        source = source.replace(en, zh)
    assert missing == []


def test_enough_of_the_pages_is_replaced():
    assert sum(map(len, replacements().values())) >= 70


@pytest.mark.parametrize(
    "address",
    ["/", "/facts", "/facts/facts", "/facts/figures", "/facts/facts?status=actual&_sort=value",
     "/facts/documents", "/facts?sql=select+1+as+figures", "/facts/latest_of_county",
     "/-/search?q=粮食", "/-/bulletin/xia", "/-/dictionary", "/facts/figures/xia~231", "/nowhere"],
)  # fmt: skip
def test_pages_are_chinese(get, address):
    html = get(address).text
    assert '<html lang="zh-CN">' in html
    for word in ("Powered by", "Custom SQL", "Search:", "This data as", ">home<", "0 records",
                 "Sort by", "Advanced export", "Next page", "Run SQL"):  # fmt: skip
        assert word not in html


def test_filters_are_told_in_chinese(get):
    html = get("/facts/facts?county=河南省商丘市夏邑县&value__gt=10&_sort_desc=value").text
    assert "县等于“河南省商丘市夏邑县”，数值大于“10”，按数值降序" in html
    assert "where county" not in html


def test_column_menus_are_chinese(get):
    script = get("/-/table.js").text
    assert "升序" in script
    assert "Sort ascending" not in script


def test_columns_carry_chinese_names_and_meanings(get):
    html = get("/facts/facts").text
    assert 'title="indicator"' in html
    assert ">指标</a>" in html
    assert "所度量的事物。 What is measured." in html


def test_a_table_shows_chosen_columns_and_all_on_demand(get):
    few, all_of_them = get("/facts/facts").text, get("/facts/facts?_all=1").text
    assert 'data-column="rule"' not in few
    assert 'data-column="rule"' in all_of_them


def test_other_templates_are_left_alone():
    assert in_chinese("patterns.html", "Search: <html>") == "Search: <html>"


# Metadata


def test_every_table_is_placed_and_every_choice_is_real():
    tables = serving()["tables"]
    assert set(tables) == {table.name for table in description.everything()}
    for name, entry in tables.items():
        columns = {column.name for column in description.table(name).columns}
        chosen = {*entry.get("shown", ()), *entry.get("facets", ())}
        chosen |= {entry[key] for key in ("sort", "sort_desc") if key in entry}
        assert chosen <= columns, name
        assert set(entry.get("facets", ())) <= set(description.table(name).facets), name
        assert entry["group"] in {"main", "detail"}


def test_every_closed_value_has_a_chinese_word():
    words = serving()["values"]
    flags = {"is_sample", "listed", "holds"}
    used = {
        value
        for table in description.everything()
        for column in table.columns
        if column.name not in flags
        for value in column.values
    }
    assert used <= set(words)


def test_a_query_column_that_tables_have_is_named_as_there():
    described = {column.name for table in description.everything() for column in table.columns}
    assert not described & set(serving()["query_columns"])
    assert (column_zh("base_value"), column_zh("tier")) == ("换算数值", "限定级别")
    assert column_zh("kind") == "类别"


def test_no_table_has_two_columns_of_one_name():
    for table in description.everything():
        names = [column.zh for column in table.columns]
        assert len(set(names)) == len(names), table.name


def test_what_may_be_told_of_an_issue_or_organisation_has_a_chinese_word():
    words = serving()["values"]
    assert collected(issue_kinds) | {"treasury", "mass"} <= set(words)
    assert collected(doubts) <= set(serving()["doubts"])


@pytest.mark.parametrize(
    ("message", "zh"),
    [
        ("columns not told apart (2 × 3): 甲 1 2", "分不清各列（2 行 × 3 列）：甲 1 2"),
        ("12 numbers without units or columns: 甲 1 2", "12 个数字没有单位，也分不出列：甲 1 2"),
        ("得到 | 改善: the rest of the line is elsewhere", "得到 | 改善：这一行的下文不在此处"),
        ("不返盆。 (返盆: 返贫?)", "不返盆。（“返盆”疑为“返贫”）"),
        ("甲村 is not in the gazetteer", "地名录中没有甲村"),
        ("{0} can be 2 places: 甲、乙", "“{0}”可以是 2 个地区：甲、乙"),
        ("m.csv, line 3: a.txt is not there", "m.csv 第 3 行：没有文件 a.txt"),
        (
            "a.md: its id 'a' is that of x/a.txt already; rename one of the two files",
            "a.md：编号“a”与 x/a.txt 相同，请给其中一个文件改名",
        ),
        ("a.txt: the file is empty (0 bytes)", "a.txt：文件是空的"),
        ("a.txt: nothing but white space", "a.txt：只有空白"),
        ("a.txt: cannot be opened: it is not there", "a.txt：打不开（it is not there）"),
        ("a.txt: not a text file: odd", "a.txt：不是文本文件（odd）"),
        (
            "a.txt: neither UTF-8 (byte 3) nor GB 18030 nor UTF-16; save it as UTF-8",
            "a.txt：编码不是 UTF-8、GB 18030 或 UTF-16，请另存为 UTF-8",
        ),
        ("10. 85亿元", "10. 85亿元"),
    ],
)
def test_issues_speak_chinese(message, zh):
    assert message_zh(message) == zh


def test_metadata_describes_every_column():
    described = metadata("x")["databases"]["x"]["tables"]
    for table in description.everything():
        assert list(described[table.name]["columns"]) == [c.name for c in table.columns]


def test_keys_show_their_labels(get):
    answer = get("/facts/figure_places.json?_labels=on&_shape=objects").json()
    assert answer["rows"][0]["figure"]["label"].endswith("万吨")


# Search


@pytest.mark.parametrize("word", ["村", "粮食", "粮食产量", "粮食 小麦", "22", "38.2万吨"])
def test_search_box_finds_what_like_finds(get, word):
    terms = word.split()
    where = " and ".join(f"text like '%{term}%'" for term in terms)
    truth = get("/facts.json", params={"sql": f"select count(*) as n from sentences where {where}"})
    found = get("/facts/sentences.json", params={"_search": word, "_shape": "array"}).json()
    assert len(found) == truth.json()["rows"][0][0]


def test_search_reaches_facts_and_csv(get):
    facts = get("/facts/facts.json", params={"_search": "小麦", "_shape": "array"}).json()
    assert {each["document"] for each in facts} >= {"xia"}
    text = get("/facts/sentences.csv", params={"_search": "小麦"}).text
    assert "小麦" in text


def test_search_page_lights_words_and_leads_to_the_sentence(get):
    html = get("/-/search", params={"q": "粮食产量"}).text
    assert '<em class="hit">粮食产量</em>' in html
    assert re.search(r'href="/-/bulletin/xia\?q=[%A-F0-9]+#s-\d+"', html)


@pytest.mark.parametrize(
    "query", ["", "  ", '"', "没有这个词", "*", "a OR b", "NEAR(", "\x00", "x" * 9999]
)
def test_search_page_bears_any_query(get, query):
    assert get("/-/search", params={"q": query}).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "²"])
def test_search_page_bears_any_page_number(get, page):
    assert get("/-/search", params={"q": "万吨", "page": page}).status_code == 200


def test_search_offers_indicators_and_places(get):
    html = get("/-/search", params={"q": "粮食"}).text
    assert "indicator=%E7%B2%AE%E9%A3%9F%E4%BA%A7%E9%87%8F" in html
    assert "/-/place/" in get("/-/search", params={"q": "夏邑县"}).text


# A document


def test_every_figure_is_marked_and_listed(get):
    html = get("/-/bulletin/xia").text
    for key in ("1", "2", "3", "4"):
        assert f'id="f-{key}"' in html
        assert f'<li id="r-{key}" data-fact="{key}"' in html
    assert ">38.2 万吨</a></mark>" in html
    assert html.count('<mark class="fact actual" data-facts=') == 3


def test_text_comes_out_whole(get):
    html = get("/-/bulletin/xia").text
    text = re.search(r'<article class="text".*?</article>', html, re.DOTALL)[0]
    shown = re.sub(r"<[^>]+>", "", text)
    assert "".join(shown.split()) == "".join(SOURCE.split())


def test_a_fact_opens_with_its_neighbours(get):
    html = get("/-/bulletin/xia?fact=2").text
    assert 'class="fact actual open"' in html
    assert '<li id="r-2" data-fact="2" class="actual open"' in html
    assert 'id="previous" href="?fact=1#f-1"' in html
    assert 'id="next" href="?fact=3#f-3"' in html


def test_a_fact_may_be_named_in_full_and_may_be_missing(get):
    assert 'class="fact actual open"' in get("/-/bulletin/xia?fact=xia%232").text
    assert get("/-/bulletin/xia?fact=nothing").status_code == 200


def test_doubts_issues_and_checks_are_seen(get):
    html = get("/-/bulletin/xia").text
    assert "⚠ which year" in html
    assert "doubtful" in html
    assert 'class="issue" title="nobody knows this number"' in html
    assert "核算 3" in html
    assert "无法判断" in html


def test_a_column_of_ranks_that_agrees_is_shown_without_a_value(get):
    html = get("/-/bulletin/xia").text
    assert "原文 382000，相符" in html
    assert "相符" in html.partition("<b>位次</b>")[2][:20]
    assert "原文 0" not in html
    assert "None" not in html.partition("核算 3")[2][:900]


def test_words_are_lit(get):
    html = get("/-/bulletin/xia", params={"q": "小麦"}).text
    assert '<em class="hit" id="hit">小麦</em>' in html


def test_words_are_lit_across_stray_blanks(get):
    html = get("/-/bulletin/xia", params={"q": "产量38"}).text
    assert "产量 </em>" in html


def test_an_inferred_place_says_so(get):
    assert '<span class="origin" title="inferred">推断</span>' in get("/-/bulletin/xia").text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("facts?_sort=nosuch", "没有可以排序的字段“nosuch”"),
        ("facts?_next=zzz", "参数 _next 有误"),
        ("facts?_size=x", ""),
    ],
)
def test_an_address_that_makes_no_sense_is_no_fault_of_ours(get, caplog, address, words):
    answer = get(f"/facts/{address}")
    assert answer.status_code == 400
    assert words in answer.text
    assert not caplog.records


@pytest.mark.parametrize(
    "sql",
    [
        "delete from figures where 1 < 2",
        "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n",
    ],
)
def test_sql_that_is_refused_stays_in_an_editor(get, sql):
    answer = get("/facts", params={"sql": sql})
    assert answer.status_code == 400
    editor = re.search(r"<textarea[^>]*>(.*?)</textarea>", answer.text, re.DOTALL)[1]
    assert unescape(editor) == sql
    assert "只能查询" in answer.text


def test_the_page_of_a_figure_shows_its_sentence_and_article(get):
    html = get("/facts/figures/xia~231").text
    row = re.search(r'<th scope="row" title="sentence">.*?</tr>', html)[0]
    assert re.search(r'<a href="/facts/sentences/\d+">[^<]*38.2万吨', row)
    assert re.search(r'title="article">文章</th><td[^>]*><a href="/facts/articles/', html)


def test_a_missing_document_is_told(get):
    answer = get("/-/bulletin/没有")
    assert answer.status_code == 404
    assert "没有编号为“没有”的文件" in answer.text


def test_overlapping_spans_all_show():
    text = "共3至5万元投入"
    spans = [
        Span(1, 6, "fact", "a"),
        Span(3, 6, "fact", "b"),
        Span(5, 8, "hit"),
        Span(0, 3, "issue"),
    ]
    html = str(Page(text, [Line(0, 0, "text", 0, 8)], spans).html())
    assert re.sub(r"<[^>]+>", "", html) == text
    assert 'id="f-a"' in html
    assert 'id="f-b"' in html
    assert 'data-facts="b a"' in html
    assert html.count('id="hit"') == 1


def test_spans_of_the_same_place_each_have_an_anchor():
    spans = [Span(0, 2, "fact", "a"), Span(0, 2, "fact", "b")]
    html = str(Page("五万", [Line(0, 0, "text", 0, 2)], spans).html())
    assert 'id="f-a"' in html
    assert 'id="f-b"' in html


def test_tables_become_tables_and_words_between_stay():
    text = "表1\n县\t数\n夏邑\t3\n注：略\n完。"
    lines = [Line(0, 0, "table", 3, 6), Line(1, 1, "table", 7, 11), Line(2, 2, "text", 16, 18)]
    html = str(Page(text, lines, [Span(10, 11, "fact", "1")]).html())
    assert "<td>夏邑</td><td><mark" in html
    assert "注：略" in html
    assert "表1" in html


def test_a_long_document_is_quick(tmp_path):
    lines = (f"第{n}段全县完成编号{n}的投资{n}万元，多。" * 4 for n in range(1100))
    source = SOURCE + "\n".join(lines)
    make = Maker(source)
    base = reading("long", source)
    figures = tuple(
        make.figure(str(n), f"资{n}万元"[1:], str(n), unit="元") for n in range(10, 810)
    )
    big = dataclasses.replace(base, figures=figures, checks=(), roles=())
    with Store(tmp_path / "long.db") as store:
        store.write(big, None, PROVENANCE)
    assert len(source) > 80_000
    served = application(tmp_path / "long.db")

    async def ask():
        await served.invoke_startup()
        await served.client.get("/-/bulletin/long")
        began = time.perf_counter()
        answer = await served.client.get("/-/bulletin/long?fact=400&q=投资")
        return answer, time.perf_counter() - began

    answer, seconds = asyncio.run(ask())
    assert answer.text.count("<li id=") == 800
    assert seconds < 2
    assert len(answer.content) < 4_000_000


# Nothing in a text is taken for HTML; nothing but ours runs


@pytest.mark.parametrize(
    "address",
    ["/", "/-/bulletin/evil%231", "/-/bulletin/evil%231?q=%3Cscript%3E&fact=%22%3E%3Cscript%3E",
     "/facts/facts", "/facts/facts?_all=1", "/facts/sentences", "/facts/documents?_all=1",
     "/facts/issues", "/facts/texts", "/facts/articles?_all=1", "/facts/doubtful",
     "/facts/figures/evil~231~231", "/-/search?q=script",
     "/-/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "/-/search?q=全县产量",
     "/facts/facts?county=%3Cscript%3Ealert(1)%3C/script%3E",
     "/facts?sql=select+%27%3Cscript%3E%27"],
)  # fmt: skip
def test_text_is_escaped(get, address):
    html = get(address).text
    assert scripts(html) == []
    assert "<img" not in html
    assert "<script>alert" not in html
    assert '="javascript' not in html


def test_the_hostile_text_is_there_as_text(get):
    html = get("/-/bulletin/evil%231").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&amp;amp;" in html


def test_headers_allow_only_our_own_scripts(get):
    first, second = get("/"), get("/facts/facts")
    policy = second.headers["content-security-policy"]
    nonce = re.search(r"'nonce-([\w-]+)'", policy)[1]
    assert "default-src 'none'" in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]
    assert f'<script nonce="{nonce}">' in second.text
    assert first.headers["content-security-policy"] != policy
    assert second.headers["x-content-type-options"] == "nosniff"


def test_no_page_asks_another_host(get):
    for address in ("/", "/facts", "/facts/facts", "/-/bulletin/xia", "/-/search?q=万吨"):
        html = get(address).text
        loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="([^"]+)"', html)
        assert loaded
        assert all(each.startswith(("/", "http://localhost/")) for each in loaded), loaded


# Reading only, with limits


@pytest.mark.parametrize(
    "sql",
    ["delete from documents", "insert into runs default values", "drop table texts",
     "attach 'x.db' as x", "pragma writable_schema=1",
     "with x as (select 1) delete from documents"],
)  # fmt: skip
def test_nothing_can_be_written(get, path, sql):
    before = get("/facts/documents.json?_shape=array&_col=id").json()
    assert get("/facts.json", params={"sql": sql}).status_code == 400
    assert get("/facts/documents.json?_shape=array&_col=id").json() == before


def test_even_a_write_connection_cannot_write(path):
    served = application(path)

    async def write():
        await served.invoke_startup()
        await served.get_database("facts").execute_write("delete from documents")

    with pytest.raises(Exception, match="readonly"):
        asyncio.run(write())


def test_a_runaway_query_is_stopped(path):
    served = application(path)
    endless = (
        "with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n"
    )

    async def ask():
        served.sql_time_limit_ms = 200
        await served.invoke_startup()
        return await served.client.get("/facts", params={"sql": endless})

    began = time.perf_counter()
    answer = asyncio.run(ask())
    assert time.perf_counter() - began < 5
    assert answer.status_code == 400
    assert "interrupted" in answer.text.lower() or "上限" in answer.text


def test_the_limits_are_set():
    assert SETTINGS["sql_time_limit_ms"] == 5000
    assert SETTINGS["facet_time_limit_ms"] == 1000
    assert 1000 <= SETTINGS["max_returned_rows"] <= 5000
    assert not SETTINGS["suggest_facets"]
    assert not SETTINGS["allow_download"]


def test_a_query_gives_at_most_so_many_rows(get):
    sql = (
        "with recursive n(x) as (select 1 union all select x + 1 from n limit 9000) select x from n"
    )
    answer = get("/facts.json", params={"sql": sql}).json()
    assert answer["truncated"]
    assert len(answer["rows"]) == SETTINGS["max_returned_rows"]


def test_a_query_cannot_fill_the_memory(get):
    answer = get("/facts.json", params={"sql": "select length(zeroblob(900000000))"})
    assert answer.status_code == 400


def test_the_file_cannot_be_downloaded(get):
    assert get("/facts.db").status_code == 403


# CSV for Excel


def test_csv_for_excel_has_a_mark_and_chinese_headings(get):
    answer = get("/facts/facts.excelcsv?document=xia")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    head, *body = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert head[:7] == ["数据", "省", "县", "地区", "指标", "标准指标", "数值"]
    assert len(body) == 5  # four figures, one of them of two places
    assert "attachment" in answer.headers["content-disposition"]


def test_csv_for_excel_has_all_rows_and_is_named_on_the_page(get):
    answer = get("/facts/facts.excelcsv?_size=2")
    count = get("/facts.json?sql=select+count(*)+from+facts").json()["rows"][0][0]
    assert len(list(csv.reader(io.StringIO(answer.text)))) == count + 1
    assert ">CSV（Excel 中文）</a>" in get("/facts/facts").text


def test_the_csv_of_a_table_has_all_rows(get):
    html = unescape(get("/facts/sentences?_size=2").text)
    link = re.search(r'<a href="([^"]+)">CSV（全部行）', html)[1]
    found = list(csv.reader(io.StringIO(get(link).text)))
    assert (
        len(found) - 1 == get("/facts.json?sql=select+count(*)+from+sentences").json()["rows"][0][0]
    )
    assert "JSON（本页）" in re.sub("<[^>]+>", "", html)


def test_a_query_that_is_cut_says_so(get):
    many = "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"
    html = get("/facts", params={"sql": f"{many} limit 6000"}).text
    assert "只有前 5,000 行" in html
    assert html.count("<tr>") == ROWS_SHOWN + 1
    assert f"本页只显示前 {ROWS_SHOWN} 行" in html


def test_csv_for_excel_of_a_query(get):
    answer = get("/facts/latest_of_county.excelcsv?county=夏邑")
    assert answer.text.startswith("\ufeff地区,指标,数值,约数")


# Numbers


def test_numbers_are_shown_to_be_read(get):
    html = get("/facts/facts?document=xia").text
    assert '<span class="number">382,000</span> <small class="short">38.2万</small>' in html
    assert 'href="/-/bulletin/xia?fact=1#f-1"' in html
    assert '<span class="doubt" title="which year">⚠ which year</span>' in html
    assert '<span class="word actual" title="actual">实际</span>' in html


# Serving


def test_a_missing_database_is_told(tmp_path):
    with pytest.raises(StoreError, match="no such file"):
        application(tmp_path / "none.db")


def test_another_database_is_refused(tmp_path):
    (tmp_path / "text.db").write_text("no database at all, only some words in a file", "utf-8")
    with pytest.raises(StoreError):
        application(tmp_path / "text.db")


def test_a_taken_port_is_told():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=f"port {port} .* cannot be used"):
            listening("127.0.0.1", port)


def test_serving_says_where(path):
    script = (
        "import sys; from pathlib import Path; from db.serve import serve;"
        "serve(Path(sys.argv[1]), port=0, say=lambda text: print(text, flush=True))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as server:
        watchdog = threading.Timer(60, server.kill)
        watchdog.start()
        address = server.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        with urllib.request.urlopen(f"{address}facts/facts.json?_shape=array") as answer:
            assert len(json.load(answer)) > 4
        server.terminate()
        watchdog.cancel()


def test_what_is_written_meanwhile_is_served(tmp_path):
    place = tmp_path / "live.db"
    with Store(place, LOOKUPS) as store:
        store.write(reading(), None, PROVENANCE)
        served = application(place)

        async def ask():
            await served.invoke_startup()
            before = await served.client.get("/live/documents.json?_shape=array")
            store.write(numbered(1), None, PROVENANCE)
            after = await served.client.get("/live/documents.json?_shape=array")
            return len(before.json()), len(after.json())

        assert asyncio.run(ask()) == (1, 2)


def test_an_empty_database_has_its_pages(tmp_path):
    Store(tmp_path / "empty.db").close()
    served = application(tmp_path / "empty.db")

    async def ask(address):
        await served.invoke_startup()
        return await served.client.get(address)

    for address in ("/", "/empty", "/empty/facts", "/-/search?q=村"):
        assert asyncio.run(ask(address)).status_code == 200
    assert "xianqing ingest" in asyncio.run(ask("/")).text


def test_plain_datasette_serves_the_same(path, tmp_path):
    command = datasette_command(path, tmp_path / "config", "127.0.0.1", 8001)
    program = [sys.executable, "-m", *command, "--get", "/facts/facts?document=xia"]
    answer = subprocess.run(
        program, check=False, capture_output=True, text=True, cwd=ROOT, timeout=120
    )
    assert answer.returncode == 0, answer.stderr
    assert '<html lang="zh-CN">' in answer.stdout
    assert "数据总览" in answer.stdout


def test_serve_refuses_before_it_listens(tmp_path):
    with pytest.raises(StoreError):
        serve(tmp_path / "none.db", port=0)


def test_a_closed_folder_is_served_as_one_that_nobody_writes_to(tmp_path, monkeypatch):
    with Store(tmp_path / "shut.db", LOOKUPS) as store:
        store.write(reading(), None, PROVENANCE)
    monkeypatch.setattr("db.serve.os.access", lambda folder, mode: False)
    served = application(tmp_path / "shut.db")
    assert not served.get_database("shut").is_mutable

    async def ask():
        await served.invoke_startup()
        return await served.client.get("/shut/facts?_search=小麦")

    assert asyncio.run(ask()).status_code == 200
    assert sorted(each.name for each in tmp_path.iterdir()) == ["shut.db"]
    monkeypatch.undo()
    assert application(tmp_path / "shut.db").get_database("shut").is_mutable


@pytest.mark.parametrize("doc", ["某 区 2021", "a#b?c=%20", "100%", "甲~乙.丙", "a/b", "+1"])
def test_any_file_name_has_its_page(tmp_path, doc):
    made = reading(doc)
    figures = [
        dataclasses.replace(each, id=f"{doc}-{each.id}", part_of=None) for each in made.figures
    ]
    with Store(tmp_path / "names.db", LOOKUPS) as store:
        store.write(
            dataclasses.replace(made, figures=tuple(figures), checks=(), roles=()), None, PROVENANCE
        )
    served = application(tmp_path / "names.db")

    async def follow():
        await served.invoke_startup()
        table = await served.client.get("/names/facts")
        links = re.findall(r'class="passage" href="([^"]+)"', table.text)
        return [await served.client.get(unescape(link)) for link in links]

    pages = asyncio.run(follow())
    assert len(pages) == 5
    for number, page in zip((1, 2, 3, 4, 4), pages, strict=True):
        assert page.status_code == 200
        assert f'<li id="r-{number}" data-fact="{number}" class="actual open' in page.text


@pytest.mark.parametrize(
    ("approx", "shown"), [("over", "3,000 以上"), ("about", "约 3,000"), ("exact", "3,000")]
)
def test_a_number_says_how_exact_it_is(approx, shown):
    row = {"base_value": 3000.0, "value": 3000.0, "lowest": 3000.0, "approx": approx}
    assert f">{shown}<" in number_cell(3000.0, "base_value", row)
    assert ">3,000<" in number_cell(3000.0, "lowest", row)  # of another figure


def test_a_sentence_is_shown_around_its_quote():
    sentence = "前" * 100 + "产量38.2 万吨，" + "后" * 100
    html = str(sentence_cell(sentence, {"quote": "38.2万吨"}))
    assert f">…{'前' * 38}产量<b>38.2 万吨</b>，{'后' * 19}…</span>" in html
    assert f'title="{sentence}"' in html


def test_a_sentence_with_its_quote_twice_or_never_is_shown_whole():
    sentence = "全县<b>列第一，总数全省第一" + "长" * 100
    twice = str(sentence_cell(sentence, {"quote": "第一"}))
    assert twice.count("<b>第一</b>") == 2
    for html in (twice, str(sentence_cell(sentence, {"quote": "3个"}))):
        assert ">全县&lt;b&gt;" in html
        assert html.endswith("长</span>")
