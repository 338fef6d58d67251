"""Addresses of our own pages."""

from __future__ import annotations

from urllib.parse import quote, urlencode


def bulletin_path(document: str, fact: str = "", query: str = "", anchor: str = "") -> str:
    """The page of a document, with a fact open or words lit.

    >>> bulletin_path("夏邑 1", fact="夏邑 1#7")
    '/-/bulletin/%E5%A4%8F%E9%82%91%201?fact=7#f-7'
    >>> bulletin_path("a", query="脱贫", anchor="s-3")
    '/-/bulletin/a?q=%E8%84%B1%E8%B4%AB#s-3'
    """
    arguments = {}
    if fact:
        arguments["fact"] = local_id(fact, document)
        anchor = anchor or f"f-{arguments['fact']}"
    if query:
        arguments["q"] = query
    path = f"/-/bulletin/{quote(document, safe='')}"
    path += f"?{urlencode(arguments)}" if arguments else ""
    return f"{path}#{quote(anchor)}" if anchor else path


def concept_path(concept: str) -> str:
    """The page of an indicator of the vocabulary.

    >>> concept_path("grain-output")
    '/-/concept/grain-output'
    """
    return f"/-/concept/{quote(concept, safe='')}"


def place_path(place: str) -> str:
    """The page of a place, by its full path name or code.

    >>> place_path("230600000000")
    '/-/place/230600000000'
    """
    return f"/-/place/{quote(place, safe='')}"


def local_id(figure: str, document: str) -> str:
    """A figure's id within its document: short, and without blanks, as pages need it.

    >>> local_id("某 区#某 区-012", "某 区"), local_id("012", "某 区")
    ('012', '012')
    """
    return "_".join(figure.removeprefix(f"{document}#").removeprefix(f"{document}-").split())


def search_path(query: str, page: int = 1) -> str:
    """The page of search results.

    >>> search_path("脱贫"), search_path("村", 2)
    ('/-/search?q=%E8%84%B1%E8%B4%AB', '/-/search?q=%E6%9D%91&page=2')
    """
    arguments: dict[str, str | int] = {"q": query} if page == 1 else {"q": query, "page": page}
    return f"/-/search?{urlencode(arguments)}"


def web_link(address: str | None) -> str:
    """The address if a browser may follow it; else nothing.

    >>> web_link("https://example.org/a"), web_link("javascript:alert(1)"), web_link(None)
    ('https://example.org/a', '', '')
    """
    text = (address or "").strip()
    return text if text.lower().startswith(("http://", "https://")) else ""
