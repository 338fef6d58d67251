"""Error pages in Chinese."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from datasette import Forbidden, NotFound, Response
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError
from markupsafe import Markup

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

LOG = logging.getLogger(__name__)
TOO_LONG = "查询用时超过上限，已停止。请加上条件再试。(The query took too long and was stopped.)"


def explain(exception: Exception) -> tuple[int, str]:
    """Status and words for what went wrong.

    >>> explain(NotFound("没有这个文件"))
    (404, '没有这个文件')
    """
    if isinstance(exception, NotFound):
        words = str(exception.args[0]) if exception.args else ""
        return 404, "没有这一页" if words in {"", "404"} else words
    if isinstance(exception, QueryInterrupted):
        return 400, TOO_LONG
    if isinstance(exception, DatasetteError):
        if exception.title == "SQL Interrupted":
            return exception.status, TOO_LONG
        return exception.status, Markup(exception.message).striptags()
    if isinstance(exception, Base400 | Forbidden):
        return exception.status, str(exception.args[0]) if exception.args else ""
    return 500, "服务器内部出错，详情见服务器的日志。"


async def error_page(datasette: Datasette, request: Request, exception: Exception) -> Response:
    """The answer to a request that failed; what is our own fault is logged."""
    status, words = explain(exception)
    if status == 500:
        LOG.error("%s failed", request.path, exc_info=exception)
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": words, "status": status}, status=status)
    html = await datasette.render_template(
        "error.html", {"status": status, "error": words, "title": None}, request=request
    )
    return Response.html(html, status=status)
