"""Organisations with their full names and places, as the document itself settles them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from extractors.gazetteer import COUNTRY
from extractors.organisation_names import full_name, is_open, is_unique, names, shortens
from extractors.organisation_places import OrganisationPlaces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from extractors.organisation_places import Headed
    from pipeline.model import Document, OrganisationMention, PlaceMention

OFFICES = frozenset({"party", "government", "mass", "hospital", "school", "media", "other"})
FIRMS = frozenset({"enterprise", "cooperative", "financial"})
PUBLIC = frozenset({"party", "government"})
TAGGED = "tagger-"  # entries by which a name of the tagger is believed: 达州海关 is called so
ZONE = "zone"  # the entry of organisations.toml for 青石高新区, which is called so
LEAST_STEM = 2
# …有限公司（以下简称“绿源公司”）
_CALLED = regex.compile(
    r"""[（(] (?:以下)?+ 简称 [：:]?+ [“"‘]?+
    (?P<short>[^（）()”"’，,、。]{2,12}+)
    [”"’]?+ [）)]""",
    regex.VERBOSE,
)


def resolved(
    document: Document,
    found: Sequence[OrganisationMention],
    places: Sequence[PlaceMention],
    article_places: Mapping[int, str],
    meant: Callable[[str, int], str | None],
) -> list[OrganisationMention]:
    """The mentions with ``canonical`` and ``place``, and what 该局, 该公司 points back to.

    ``places`` and ``article_places`` are by the names of their time; ``meant``: what 全县 means,
    by the name of its time, in the article of an index.
    """
    where = OrganisationPlaces(document, places, article_places, meant)
    headed = [(mention, where.head(mention)) for mention in found]
    opened = _Opened(headed)
    firms = _Firms(document.text)
    named = []
    for mention, head in headed:
        canonical = opened.full(mention, head)
        if mention.kind in FIRMS:
            canonical = firms.full(mention, canonical)
        unique = head.place == COUNTRY.path or is_unique(mention.rule, canonical)
        named.append(replace(mention, canonical=canonical, place=head.place, unique=unique))
    back = list(_back(document, named, where))
    return sorted([*named, *back], key=lambda mention: mention.start)


def _full(mention: OrganisationMention, head: Headed) -> str:
    """The full name by the mention's own words."""
    if head.how in {"nation", ""}:
        return names().wholes.get(mention.name, mention.name)
    if not head.called or not _is_office(mention, head):
        return mention.name
    return full_name(head.called, head.rest, head.party)


def _is_office(mention: OrganisationMention, head: Headed) -> bool:
    """Whether the name of a body is its place and its office: not 青石工业大学, 青石高新区."""
    if head.how in {"level", "list"} or head.rest in names().organs:
        return True
    if mention.rule == ZONE or mention.kind not in OFFICES:
        return False
    sure = mention.kind in PUBLIC and not mention.rule.startswith(TAGGED)
    return head.how == "named" or sure


class _Opened:
    """Short names of offices (区文旅委), explained by the one full name of the same place."""

    def __init__(self, headed: Sequence[tuple[OrganisationMention, Headed]]) -> None:
        self._rests: dict[str, set[str]] = {}  # place → what stands behind it
        for mention, head in headed:
            if head.place and mention.kind in OFFICES and not is_open(head.rest):
                self._rests.setdefault(head.place, set()).add(head.rest)

    def full(self, mention: OrganisationMention, head: Headed) -> str:
        """The full name of a mention."""
        if head.place and is_open(head.rest):
            fit = [r for r in self._rests.get(head.place, ()) if shortens(head.rest, r)]
            if len(fit) == 1:
                return full_name(head.called or head.place, fit[0], head.party)
        return _full(mention, head)


class _Firms:
    """Firms that were named in full before; asked in text order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._called: dict[str, str] = {}
        self._named: list[tuple[str, str]] = []  # kind and full name

    def full(self, mention: OrganisationMention, own: str) -> str:
        """The full name: called so in brackets, or the only one that has the short name's stem."""
        name = mention.name
        if name in self._called:
            return self._called[name]
        full = self._by_stem(mention) or own
        if name.endswith(names().firm_full) and (mention.kind, full) not in self._named:
            self._named.append((mention.kind, full))
        called = _CALLED.match(self._text, mention.end)
        if called is not None:
            self._called["".join(called["short"].split())] = full
        return full

    def _by_stem(self, mention: OrganisationMention) -> str:
        ending = next((e for e in names().firm_short if mention.name.endswith(e)), "")
        stem = mention.name.removesuffix(ending)
        if not ending or len(stem) < LEAST_STEM or mention.name.endswith(LONG):
            return ""
        fit = {full for kind, full in self._named if kind == mention.kind and stem in full}
        return fit.pop() if len(fit) == 1 else ""


LONG = ("有限公司", "有限责任公司", "专业合作社", "联合社")


def _back(
    document: Document, named: Sequence[OrganisationMention], where: OrganisationPlaces
) -> Iterator[OrganisationMention]:
    """该局, 该公司: the only body of its sort in the paragraph so far, else in the one before."""
    starts = [m.start for m in named]
    for found in names().back.finditer(document.text):
        sort = names().backs[found.group()]
        here, before = where.paragraphs(found.start())
        ahead = named[bisect_left(starts, before) : bisect_left(starts, found.start())]
        close = [m for m in ahead if m.start >= here and sort.fits(m)]
        fit = close or [m for m in ahead if sort.fits(m)]
        if fit and len({m.canonical for m in fit}) == 1:
            yield replace(fit[-1], start=found.start(), end=found.end(), rule="back-reference")
