"""Programmes by how they are printed: 【columns】, themes, documents of so many articles."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import regex

from extractors.lexicons import alternation, read_toml
from extractors.programme_lexicon import QUOTES, bare, load_lexicon
from extractors.programme_quotes import Found, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMN = regex.compile(
    r"""(?m)^[#\s]*+【(?P<name>[^【】\n]{4,40}+)】
    (?=[^\n【】]{4})""",  # a headline stands behind it
    regex.VERBOSE,
)
HAN = regex.compile(r"\p{Han}")
LEAST_HAN = 3
THEME = regex.compile(
    rf"""以[{QUOTES}](?P<name>[^{QUOTES}。！？；《》\n]{{4,30}}+)[{QUOTES}]
    为(?:\p{{Han}}{{1,3}})?主题""",
    regex.VERBOSE,
)
OWNER = r"(?:我[省市县区州]|[省市县区州]|升级版|《|“|好|了)*+"
LEAST_LONG = 6  # characters of a name that only its tail makes one: 优势产业提质|10条支持政策


def find_printed(text: str) -> Iterator[Found]:
    """Columns, themes and documents of so many articles, in no order."""
    yield from find_columns(text)
    yield from find_themes(text)
    yield from find_articles(text)


def find_columns(text: str) -> Iterator[Found]:
    """Columns ahead of a headline.

    >>> [f.name for f in find_columns("【阔步“新征程”】青河县茶园增收")]
    ['阔步新征程']
    """
    for match in COLUMN.finditer(text):
        name = clean(match["name"])
        if name not in _refused_columns() and len(HAN.findall(name)) >= LEAST_HAN:
            yield Found(
                match.start("name"), match.end("name"), name, "campaign", "programme.column"
            )


def find_themes(text: str) -> Iterator[Found]:
    """What a fair or a campaign has for its theme, unless a list knows it by another name.

    >>> [f.name for f in find_themes("茶会以“共饮一江水”为主题")]
    ['共饮一江水']
    """
    for match in THEME.finditer(text):
        if bare(match["name"]) not in load_lexicon().by_text:
            name = clean(match["name"])
            yield Found(match.start("name"), match.end("name"), name, "slogan", "programme.theme")


def find_articles(text: str) -> Iterator[Found]:
    """Documents that go by the count of their articles.

    >>> [f.name for f in find_articles("出台支持茶产业发展30条，落实整改措施20条")]
    ['支持茶产业发展30条']
    >>> [f.name for f in find_articles("制定六大产业提质增效10条支持政策")]
    ['六大产业提质增效10条支持政策']
    """
    opened, tailed = _articles()
    for pattern in (opened, tailed):
        for match in pattern.finditer(text):
            name = clean(match["name"])
            yield Found(
                match.start("name"), match.end("name"), name, "document", "programme.articles"
            )


def _data(table: str) -> dict[str, Any]:
    return dict(read_toml("programme_suffixes.toml")[table])


@cache
def _refused_columns() -> frozenset[str]:
    return frozenset(_data("columns")["refused"])


@cache
def _articles() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Names that a verb of policy opens, and names behind whose count a policy stands."""
    data = _data("articles")
    verbs, tails = alternation(data["verbs"]), alternation(data["tails"])
    count = rf"(?<!{alternation(data['refused'])})(?:\d{{1,3}}|[一二三四五六七八九十百]{{1,4}})条"
    word, single = r"[\p{Han}、]", r"(?![和及与])\p{Han}"
    opener, name = alternation(data["openers"]), alternation(data["names"])
    return (
        regex.compile(
            rf"""(?:(?:{verbs}){OWNER}|(?<=\d条[、和]))
            (?P<name>(?:(?:{opener}){word}{{2,20}}?|(?:{name}){word}{{0,20}}?){count}
              (?:(?:{tails})|(?=[，。、；：”》）\n等和])))""",
            regex.VERBOSE,
        ),
        regex.compile(
            rf"(?:{verbs}){OWNER}(?P<name>(?:{single}){{{LEAST_LONG},20}}?{count}(?:{tails}))",
            regex.VERBOSE,
        ),
    )
