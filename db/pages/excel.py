"""CSV that Chinese Excel opens as it should: with a byte order mark, and headings in Chinese."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode

from datasette import Response

from db.pages.words import cell_zh, column_zh, table_zh

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

EXTENSION = "excelcsv"
_PAGING = frozenset({"_size", "_next", "_stream"})
_BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: str) -> str:
    """A cell that Excel takes for text: one that begins as a formula does gets an apostrophe.

    Numbers stay numbers.

    >>> guarded("=1+1"), guarded("-3.5"), guarded("全县")
    ("'=1+1", '-3.5', '全县')
    """
    if not cell.startswith(_FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def rewritten(text: str, table: str | None) -> str:
    """A CSV of Datasette's with a mark before it, in Chinese where the words are ours, no formulas.

    >>> rewritten("county,value\\r\\n夏邑县,3\\r\\n", "facts")
    '\\ufeff县,数值\\r\\n夏邑县,3\\r\\n'
    >>> rewritten("status,doubt\\r\\nactual,no place\\r\\n", "facts")
    '\\ufeff状态,存疑\\r\\n实际,地区不明\\r\\n'
    """
    out = io.StringIO()
    writer = csv.writer(out)
    lines = csv.reader(io.StringIO(text))
    names = next(lines, [])
    writer.writerow([column_zh(name, table) for name in names])
    for cells in lines:
        shown = (cell_zh(cell, name) for cell, name in zip(cells, names, strict=True))
        writer.writerow([guarded(cell) for cell in shown])
    return _BOM + out.getvalue()


def whole_csv(address: str) -> str:
    """The address of a table's CSV, changed to give all rows instead of the first page.

    >>> whole_csv("/facts/facts.csv?year=2021&_size=max&_next=50")
    '/facts/facts.csv?year=2021&_stream=on&_size=max'
    """
    path, _, asked = address.partition("?")
    kept = [pair for pair in parse_qsl(asked, keep_blank_values=True) if pair[0] not in _PAGING]
    return f"{path}?{urlencode([*kept, ('_stream', 'on'), ('_size', 'max')])}"


def _csv_path(request: Request, table: str | None, query_name: str | None) -> str:
    """The address of the plain CSV of the same rows: all of them, for a table."""
    kept = [
        (key, value)
        for key in request.args
        for value in request.args.getlist(key)
        if key not in {"_size", "_next", "_shape", "_labels", "_stream", "_facet"}
    ]
    if table and not query_name:
        # all rows, without counting facets anew for each page of them
        kept += [
            ("_stream", "1"),
            ("_nofacet", "1"),
            ("_nosuggest", "1"),
            ("_nocount", "1"),
            ("_size", "max"),
        ]
    path = request.path.removesuffix(f".{EXTENSION}")
    return f"{path}.csv?{urlencode(kept)}"


async def excel_csv(
    datasette: Datasette, request: Request, table: str | None, query_name: str | None
) -> Response:
    """Answer ``….excelcsv``: all rows of a table page, or those of a query."""
    answer = await datasette.client.get(
        _csv_path(request, table, query_name), cookies=request.cookies
    )
    if answer.status_code != 200:
        return Response.text(answer.text, status=answer.status_code)
    name = f"{table_zh(table) if table else query_name or 'query'}.csv"
    return Response(
        rewritten(answer.text, table),
        content_type="text/csv; charset=utf-8",
        headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )
