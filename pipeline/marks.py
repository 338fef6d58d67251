"""Markup of word processors, web pages and Markdown, taken out of a text.

Nothing of it is trusted: tags are cut by their outline, whatever their attributes say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from pipeline.draft import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.draft import Draft

_BLOCKS = frozenset(
    (
        *("p", "div", "br", "li", "ul", "ol", "tr", "table", "tbody", "thead", "section", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_CELLS = frozenset(("td", "th"))

_MARK = regex.compile(
    r"""
      (?P<zero>     [\ufeff\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\u00ad]++ )
    | (?P<return>   \r (?= \n ) )
    | (?P<old>      \r )                                  # a lone carriage return ends a line
    | (?P<bookmark> \[ bookmark: [^\[\]\n]{0,80}+ \] )
    | (?P<comment>  <!-- (?: [^-<] | - (?! -> ) | < (?! !-- ) ){0,2000}+ --> )
    | (?P<script>   < (?P<s> script | style ) \b [^<>]{0,300}+ >
                    (?: [^<] | < (?! /?+ (?P=s) ) ){0,20000}+ </ (?P=s) \s*+ > )
    | (?P<tag>      < /?+ (?P<name> [A-Za-z] [A-Za-z0-9]*+ )
                    (?: \s [^<>]{0,1000}+ | / )?+ > )
    | (?P<image>    ! \[ [^\[\]\n]{0,300}+ \] \( [^()\n]{0,500}+ \) )
    | (?P<link>     (?<! ! ) \[ (?P<words> [^\[\]\n]{1,300}+ )
                    (?P<address> \] \( [^()\s]{0,800}+ \) ) )
    | (?P<bold>     \*\*++ )
    | (?P<heading>  ^ \#{1,6}+ [ ]++ )
    | (?P<rule>     ^ [ ]*+ \|? (?: [ ]*+ :?+ -{3,}+ :?+ [ ]*+ \| )++
                    (?: [ ]*+ :?+ -{3,}+ :?+ )?+ [ ]*+ (?: \n | \Z ) )
    | (?P<footnote> (?<= [^\s\[\|] ) \[ \d{1,3}+ \] )
    | (?P<blank>    & (?: nbsp | ensp | emsp | thinsp ) ; )
    | (?P<ampersand> & amp ; )
    """,
    regex.VERBOSE | regex.MULTILINE,
)
_KINDS = (
    "tag",
    "bold",
    "footnote",
    "heading",
    "zero",
    "return",
    "bookmark",
    "link",
    "image",
    "rule",
    "blank",
    "ampersand",
    "comment",
    "script",
    "old",
)
_LEAVES = {"old": "\n", "blank": " ", "ampersand": "&"}
_FRONT_MATTER = regex.compile(
    r"""
    \A \ufeff?+ (?P<open> --- ) [ ]*+ \r?\n
    (?: (?! --- ) [^\n]*+ \n ){0,30}
    (?P<close> --- ) [ ]*+ \r?$
    """,
    regex.VERBOSE | regex.MULTILINE,
)


def without_front_matter(draft: Draft) -> Draft:
    """The draft without the two fences of a front matter block; its fields stay as lines."""
    block = _FRONT_MATTER.match(draft.text)
    if block is None:
        return draft
    names = ("open", "close")
    return draft.edited(
        Edit(block.start(name), block.end(name), "text.front-matter") for name in names
    )


def without_marks(draft: Draft) -> Draft:
    """The draft without markup; each cut carries the rule ``text.<kind of mark>``."""
    return draft.edited(_edits(draft.text))


def _edits(text: str) -> Iterator[Edit]:
    for match in _MARK.finditer(text):
        kind = next(kind for kind in _KINDS if match[kind] is not None)
        yield from _edit(text, match, kind)


def _edit(text: str, match: regex.Match[str], kind: str) -> Iterator[Edit]:
    start, end = match.span()
    rule = f"text.{kind}"
    if kind == "link":
        yield Edit(start, start + 1, rule)
        yield Edit(match.start("address"), match.end("address"), rule)
        return
    keep = ""
    if kind == "tag":
        keep = _left_by_tag(text, start, match["name"].lower())
    elif kind in _LEAVES:
        keep = _LEAVES[kind]
    yield Edit(start, end, rule, keep)


def _left_by_tag(text: str, at: int, name: str) -> str:
    """A line end for a block, a tab for a cell; nothing inside a row of a piped table."""
    if name in _CELLS:
        return "\t"
    if name not in _BLOCKS:
        return ""
    line = text.rfind("\n", 0, at) + 1
    return "" if text[line : line + 1] == "|" else "\n"
