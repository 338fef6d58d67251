"""What a database covers: its most reported concepts, and those that documents share.

``python -m db.coverage DB`` prints the first as a table; with ``--shared OTHER`` the second
follows, out of another database of a few documents.
"""

from __future__ import annotations

import argparse
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.pages.links import bulletin_path
from db.pages.numbers import number_of, plain, short
from db.pages.words import qualifiers_zh, value_zh
from db.schema import read_database

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlite_utils import Database

MOST = 40
SITE = "http://127.0.0.1:8001"
MOST_REPORTED = """\
SELECT c.id, c.zh, c.en, c.subject, count(DISTINCT f.id) AS figures,
  count(DISTINCT iif(p.level = 'county', p.path, NULL)) AS counties,
  count(DISTINCT iif(p.level = 'prefecture', p.path, NULL)) AS prefectures,
  count(DISTINCT iif(p.level = 'province', p.path, NULL)) AS provinces,
  count(DISTINCT f.year) AS years, min(f.year) AS since, max(f.year) AS until
FROM concepts c
JOIN figures f ON f.concept = c.id
LEFT JOIN places p ON p.path = f.sole_place
GROUP BY c.id
ORDER BY counties + prefectures + provinces DESC, figures DESC, c.id
LIMIT :most
"""
SHARED = """\
SELECT c.zh, f.concept, f.document, f.sole_place AS place, f.qualifiers, f.measure, f.period,
  f.status, f.base_value, f.base_unit, f.quote, f.id AS figure
FROM figures f
JOIN concepts c ON c.id = f.concept
WHERE f.concept IN (
  SELECT concept FROM figures
  WHERE concept IS NOT NULL AND measure <> 'rank'
  GROUP BY concept HAVING count(DISTINCT document) > 1
)
ORDER BY c.zh, f.document, f.start
"""
_HEAD = """\
# Coverage / 覆盖

Made by `python -m db.coverage WILD --shared SEEDS` out of two databases, one of a hundred real
reports, one of the five seed bulletins; neither comes with the project.

## The {most} most reported concepts / 报告最多的 {most} 项标准指标

Counties, prefectures and provinces that report each, and the years that the figures are of, with
how many different years these are.

| 标准指标 | Concept | 主题 | figures | 县 counties | 地级 prefectures | 省 provinces | 年份 |
| --- | --- | --- | ---: | ---: | ---: | ---: | --- |
"""
_SECOND = """
## Concepts that the five seeds share / 五份样本共有的标准指标

{count} concepts stand in two or more of the bulletins. Each quote leads to its passage on a website
that serves their database (`xianqing serve` at its usual address).

```sql
{sql}```

| 标准指标 | 文件 | 地区 | 限定 | 性质 | 时期 | 换算数值 | 原文 |
| --- | --- | --- | --- | --- | --- | ---: | --- |
"""


def _rows(db: Database, sql: str, **values: object) -> list[dict[str, Any]]:
    cursor = db.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def most_reported(db: Database, most: int = MOST) -> list[dict[str, Any]]:
    """The concepts that most places report, how many these are, and in which years."""
    return _rows(db, MOST_REPORTED, most=most)


def shared(db: Database) -> list[dict[str, Any]]:
    """The figures of every concept that two documents or more report."""
    return _rows(db, SHARED)


def _line(*cells: object) -> str:
    texts = ("" if each is None else str(each).replace("|", "\\|") for each in cells)
    return f"| {' | '.join(' '.join(each.split()) for each in texts)} |\n"


def _years(row: dict[str, Any]) -> str:
    """The years covered, and how many of them.

    >>> _years({"years": 3, "since": 2016, "until": 2021})
    '2016–2021 (3)'
    """
    return f"{row['since']}–{row['until']} ({row['years']})" if row["years"] else ""


def _value(row: dict[str, Any]) -> str:
    number = number_of(row["base_value"])
    assert number is not None
    return f"{short(number) or plain(number)} {row['base_unit'] or ''}".strip()


def _concept_lines(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    for each in found:
        counts = (each["figures"], each["counties"], each["prefectures"], each["provinces"])
        name = f"{each['zh']} `{each['id']}`"
        yield _line(name, each["en"], each["subject"], *counts, _years(each))


def _figure_lines(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    for _, group in groupby(found, lambda each: each["zh"]):
        for number, each in enumerate(group):
            path = bulletin_path(each["document"], fact=each["figure"])
            kind = f"{value_zh(each['measure'], 'measure')} {value_zh(each['status'], 'status')}"
            yield _line(
                "" if number else each["zh"], each["document"], each["place"],
                qualifiers_zh(each["qualifiers"]), kind, each["period"], _value(each),
                f"[{' '.join(each['quote'].split())}]({SITE}{path})",
            )  # fmt: skip


def report(wild: Database, seeds: Database | None = None, most: int = MOST) -> str:
    """Both tables as Markdown."""
    text = _HEAD.format(most=most) + "".join(_concept_lines(most_reported(wild, most)))
    if seeds is None:
        return text
    found = shared(seeds)
    count = len({each["concept"] for each in found})
    return text + _SECOND.format(count=count, sql=SHARED) + "".join(_figure_lines(found))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the report; the arguments are those of the command line."""
    parser = argparse.ArgumentParser(prog="python -m db.coverage", description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--shared", type=Path, metavar="OTHER")
    given = parser.parse_args(arguments)
    other = read_database(given.shared) if given.shared else None
    sys.stdout.write(report(read_database(given.database), other))


if __name__ == "__main__":
    main()
