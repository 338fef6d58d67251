"""Datasette's metadata and settings, made from the descriptions of tables and queries."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from db import canned, description
from db.pages.words import serving

SETTINGS: dict[str, Any] = {
    "default_page_size": 50,
    "max_returned_rows": 5000,
    "num_sql_threads": 4,
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 1000,
    "default_facet_size": 20,
    "suggest_facets": False,
    "allow_download": False,  # the file may be written to while it is served
    "truncate_cells_html": 300,
    "max_csv_mb": 200,
    "default_cache_ttl": 0,  # facts may have been read in a moment ago
    "force_https_urls": False,
}


def _column_text(column: description.Column) -> str:
    """What a column is, in Chinese and English."""
    unit = f"（{column.unit}）" if column.unit else ""
    return f"{column.about_zh}{unit} {column.about_en}"


def _both(zh: str, en: str) -> str:
    """Two languages as HTML, the second set small."""
    return str(Markup('{} <span class="en">{}</span>').format(zh, en))


def _table(table: description.Table, shown: dict[str, Any]) -> dict[str, Any]:
    """The metadata of one table or view."""
    found: dict[str, Any] = {
        "title": table.zh,
        "description_html": _both(table.about_zh, table.about_en),
        "columns": {column.name: _column_text(column) for column in table.columns},
    }
    if table.label:
        found["label_column"] = table.label
    for key in ("facets", "sort", "sort_desc", "size"):
        if key in shown:
            found[key] = shown[key]
    if "search" in shown:
        found["fts_table"], found["fts_pk"] = shown["search"]
    return found


def metadata(database: str) -> dict[str, Any]:
    """Datasette's metadata for a database of this name."""
    site, tables = serving()["site"], serving()["tables"]
    return {
        "title": f"{site['title']} {site['title_en']}",
        "description": site["about_zh"],
        "databases": {
            database: {
                "title": f"{site['title']}数据库",
                "description_html": _both(site["about_zh"], site["about_en"]),
                "tables": {
                    "_sqlite_migrations": {"hidden": True},
                    **{
                        table.name: _table(table, tables.get(table.name, {}))
                        for table in description.everything()
                    },
                },
                "queries": canned.metadata(),
            }
        },
    }
