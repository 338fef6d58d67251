"""Limits of connections and headers of responses."""

from __future__ import annotations

import secrets
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping
    from typing import Any

    Scope = MutableMapping[str, Any]
    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    App = Callable[[Scope, Receive, Send], Awaitable[None]]

NONCE = "xianqing_nonce"
LONGEST_VALUE = 50_000_000  # bytes: no query can fill the memory with one value
DEEPEST = 200  # of nested expressions

_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"x-frame-options": b"DENY",
}


def policy(nonce: str) -> str:
    """The content security policy of a page: only our own files, and scripts with its nonce.

    >>> "script-src 'self' 'nonce-abc'" in policy("abc")
    True
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def with_headers(app: App) -> App:
    """The application with a nonce for each request, and our headers on each response."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = {**_HEADERS, b"content-security-policy": policy(nonce).encode()}
                kept = [(k, v) for k, v in message.get("headers", []) if k.lower() not in ours]
                message = {**message, "headers": [*kept, *ours.items()]}
            await send(message)

        await app({**scope, NONCE: nonce}, receive, send_with_headers)

    return wrapped


def restrict(conn: sqlite3.Connection) -> None:
    """Make a connection one that only reads, and that no query can make use up the memory."""
    conn.execute("PRAGMA query_only = ON")
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    conn.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, DEEPEST)
    conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
