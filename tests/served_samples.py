"""Pages of a database, asked for in the one loop that the application lives in."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from db.serve import application

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextmanager
def asking(path: Path) -> Iterator[Callable[..., Any]]:
    """A function that asks the site over a database for the page of an address."""
    loop = asyncio.new_event_loop()
    served = application(path)
    loop.run_until_complete(served.invoke_startup())

    def ask(address: str, **more: Any) -> Any:
        return loop.run_until_complete(served.client.get(address, **more))

    try:
        yield ask
    finally:
        loop.close()
