"""Datasette's own templates in Chinese: a loader that replaces what ``core_strings.toml`` lists."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import datasette
from jinja2 import BaseLoader

from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

PATH = Path(__file__).parents[1] / "core_strings.toml"
CORE = Path(datasette.__file__).parent
TEMPLATES = CORE / "templates"


@lru_cache(maxsize=1)
def replacements() -> dict[str, tuple[tuple[str, str], ...]]:
    """File of Datasette → what it says and what it says instead, in order."""
    found = {}
    for name, entry in tomllib.loads(PATH.read_text(encoding="utf-8")).items():
        pairs = tuple((each.get("en", ""), each.get("zh")) for each in entry["strings"])
        if not all(en and zh is not None for en, zh in pairs):
            raise LexiconError(f"{PATH.name}: {name}: an entry lacks its en or zh")
        found[name] = pairs
    return found


def in_chinese(name: str, source: str) -> str:
    """A file of Datasette with its strings replaced.

    >>> in_chinese("_suggested_facets.html", "<p>Suggested facets: {{ x }}")
    '<p>可用的分类： {{ x }}'
    """
    for en, zh in replacements().get(name, ()):
        source = source.replace(en, zh)
    return source


class ChineseLoader(BaseLoader):
    """Wraps a loader; templates that come from Datasette itself leave it in Chinese."""

    def __init__(self, inner: BaseLoader) -> None:
        self.inner = inner

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Source, file name and freshness of a template."""
        source, filename, uptodate = self.inner.get_source(environment, template)
        if filename and Path(filename).parent == TEMPLATES:
            source = in_chinese(Path(filename).name, source)
        return source, filename, uptodate

    def list_templates(self) -> list[str]:
        """All template names."""
        return self.inner.list_templates()


@lru_cache(maxsize=1)
def table_script() -> str:
    """Datasette's script for the menus of columns, in Chinese."""
    source = (CORE / "static" / "table.js").read_text(encoding="utf-8")
    return in_chinese("static/table.js", source)
