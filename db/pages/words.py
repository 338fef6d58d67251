"""What tables, columns, values and filters are called on Chinese pages."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db import description

if TYPE_CHECKING:
    from datasette.filters import Filters

PATH = Path(__file__).parents[1] / "serving.toml"


@lru_cache(maxsize=1)
def serving() -> dict[str, Any]:
    """``serving.toml``."""
    return tomllib.loads(PATH.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _described() -> dict[str, description.Table]:
    return {table.name: table for table in description.everything()}


@lru_cache(maxsize=1)
def _columns() -> dict[tuple[str, str], description.Column]:
    return {(t.name, c.name): c for t in description.everything() for c in t.columns}


@lru_cache(maxsize=1)
def _any_column() -> dict[str, str]:
    """Column name → Chinese name, where no table is known: that of a query, else as in most."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for table in description.everything():
        for column in table.columns:
            names[column.name][column.zh] += 1
    found: dict[str, str] = dict(serving()["query_columns"])
    return found | {name: zh.most_common(1)[0][0] for name, zh in names.items()}


def table_zh(name: str) -> str:
    """The Chinese name of a table; its own where there is none.

    >>> table_zh("facts"), table_zh("sentences_fts")
    ('数据总览', 'sentences_fts')
    """
    table = _described().get(name)
    return table.zh if table else name


def column_zh(name: str, table: str | None = None) -> str:
    """The Chinese name of a column, of a table or of a query.

    >>> column_zh("id", "figures"), column_zh("county"), column_zh("made_up")
    ('数据编号', '县', 'made_up')
    """
    column = _columns().get((table or "", name))
    return column.zh if column else _any_column().get(name, name)


@lru_cache(maxsize=1)
def _closed() -> frozenset[str]:
    """Columns that hold words of our own in every table that has them."""
    closed = {c.name for t in description.everything() for c in t.columns if c.values}
    return frozenset(closed - {"is_sample", "listed", "holds"})


def value_zh(value: object, column: str) -> str:
    """A value as Chinese pages show it: words out of a closed list are translated.

    >>> value_zh("actual", "status"), value_zh("news", "quote"), value_zh("1", "holds")
    ('实际', 'news', '成立')
    """
    text = str(value)
    if column == "holds":
        return {"1": "成立", "0": "不成立"}.get(text, text)
    if column in {"is_sample", "listed"}:
        return {"1": "是", "0": "否"}.get(text, text)
    if column == "dimension":
        dimensions: dict[str, str] = serving()["dimensions"]
        return "/".join(dimensions.get(each, each) for each in text.split("/"))
    if column in _closed() or column == "kind":
        words: dict[str, str] = serving()["values"]
        return words.get(text, text)
    return text


def doubt_zh(text: str) -> str:
    """What is doubtful, in Chinese where there are words for it.

    >>> doubt_zh("no place; period inferred; odd")
    '地区不明；时期为推断；odd'
    """
    words: dict[str, str] = serving()["doubts"]
    return "；".join(words.get(each, each) for each in text.split("; "))


@lru_cache(maxsize=1)
def _messages() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(m["pattern"], re.DOTALL), m["zh"]) for m in serving()["messages"])


def message_zh(text: str) -> str:
    """What an issue says, in Chinese; the text itself where it is no more than words of a file.

    >>> message_zh("江村 can be 2 places: 甲县江村、乙县江村"), message_zh("1 234元")
    ('“江村”可以是 2 个地区：甲县江村、乙县江村', '1 234元')
    """
    for pattern, zh in _messages():
        match = pattern.fullmatch(text)
        if match:
            return zh.format_map(match.groupdict())
    return text


def qualifiers_zh(text: str | None) -> str:
    """The qualifiers of a figure as people read them.

    >>> qualifiers_zh("subject_group=脱贫人口; flow=新增"), qualifiers_zh(None)
    ('脱贫人口 · 新增', '')
    """
    return " · ".join(each.partition("=")[2] for each in (text or "").split("; ") if each)


def cell_zh(text: str, column: str) -> str:
    """A cell of any column, in Chinese where its words are ours.

    >>> cell_zh("no place", "doubt"), cell_zh("flow=新增", "qualifiers"), cell_zh("", "status")
    ('地区不明', '新增', '')
    """
    if not text:
        return ""
    if column in {"doubt", "target_doubt", "other_doubt"}:
        return doubt_zh(text)
    if column == "qualifiers":
        return qualifiers_zh(text)
    return message_zh(text) if column in {"message", "example"} else value_zh(text, column)


def lookup_zh(key: str) -> str:
    """A filter's comparison in Chinese."""
    return str(serving()["lookups"].get(key, key))


def parameter_zh(name: str) -> str:
    """A query's parameter in Chinese."""
    found = serving()["parameters"].get(name)
    return f"{found}" if found else column_zh(name)


def format_zh(name: str) -> str:
    """An output format in Chinese."""
    return str(serving()["formats"].get(name, name))


def _filter_zh(column: str, lookup: str, value: str, table: str) -> str:
    """One condition.

    >>> _filter_zh("year", "exact", "2021", "facts"), _filter_zh("doubt", "notnull", "", "facts")
    ('年份等于“2021”', '存疑不为空')
    """
    word = lookup_zh(lookup)
    if "为空" in word or "空白" in word:
        return f"{column_zh(column, table)}{word}"
    shown = f"“{value_zh(value, column)}”"
    if "…" in word:
        return column_zh(column, table) + word.replace("…", shown)
    return f"{column_zh(column, table)}{word}{shown}"


def describe_zh(
    filters: Filters, search: str | None, sort: str | None, sort_desc: str | None, table: str
) -> str:
    """What a table page shows, in words: the search, the conditions, the order."""
    parts = [f"检索“{search}”"] if search else []
    parts += [
        _filter_zh(column, lookup, value, table) for column, lookup, value in filters.selections()
    ]
    if sort_desc or sort:
        order = "降序" if sort_desc else "升序"
        parts.append(f"按{column_zh(sort_desc or sort or '', table)}{order}")
    return "，".join(parts)


FILTERS = {
    each.__name__: each
    for each in (
        table_zh,
        column_zh,
        value_zh,
        doubt_zh,
        message_zh,
        qualifiers_zh,
        lookup_zh,
        parameter_zh,
        format_zh,
        describe_zh,
    )
}
