"""Error pages in Chinese."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from datasette import Forbidden, NotFound, Response
from datasette.database import QueryInterrupted
from datasette.utils.asgi import BadRequest, Base400
from datasette.views.base import DatasetteError
from markupsafe import Markup

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

_SORT = re.compile(r"Cannot sort table by (?P<column>.+)")
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
        words = Markup(exception.message).striptags()
        if words == "Statement must be a SELECT":
            words = "只能查询，不能执行这样的语句"
        sort = _SORT.fullmatch(words)  # an error of the asker, which Datasette takes for its own
        return (400, f"没有可以排序的字段“{sort['column']}”") if sort else (exception.status, words)
    if isinstance(exception, Base400 | Forbidden):
        return exception.status, str(exception.args[0]) if exception.args else ""
    return 500, "服务器内部出错，详情见服务器的日志。"


def _asked_wrongly(exception: Exception, request: Request) -> Exception:
    """The exception, or what it comes from: an address of a next page that is none of ours."""
    if isinstance(exception, ValueError | IndexError | KeyError) and "_next" in request.args:
        exception = BadRequest("没有这一页：参数 _next 有误")
    return exception


async def error_page(datasette: Datasette, request: Request, exception: Exception) -> Response:
    """The answer to a request that failed; what is our own fault is logged."""
    status, words = explain(_asked_wrongly(exception, request))
    if status == 500:
        LOG.error("%s failed", request.path, exc_info=exception)
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": words, "status": status}, status=status)
    context = {"status": status, "error": words, "title": None}
    template = "error.html"
    if status == 400 and request.args.get("sql"):  # what was written is kept, to be mended
        template = "sql_error.html"
        context |= {"sql": request.args.get("sql"), "action": request.path}
    html = await datasette.render_template(template, context, request=request)
    return Response.html(html, status=status)
