"""The page of the data dictionary: every table and column, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette import Response

from db import description
from db.pages.site import database

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


async def dictionary_page(datasette: Datasette, request: Request) -> Response:
    """Answer ``/-/dictionary``."""
    ordered = (*description.views(), *description.tables())
    context = {"tables": ordered, "database": database(datasette).name}
    html = await datasette.render_template("dictionary.html", context, request=request)
    return Response.html(html)
