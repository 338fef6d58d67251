"""Serves a database of facts on the web, to be read only."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from datasette.app import Datasette

from db.errors import StoreError
from db.metadata import SETTINGS, metadata
from db.schema import read_database

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
PLUGINS = HERE / "plugins"
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"


class ServeError(Exception):
    """Why serving cannot begin, in words for a person."""


def _immutable(database: Path) -> bool:
    """Whether the file must be opened as one that nobody writes to.

    A database in WAL mode needs files beside it, even to be read. In a folder closed to us
    they cannot be made; nobody writes there either.
    """
    log = database.with_name(f"{database.name}-wal")
    probe = database.with_name(f"{database.name}-shm")
    return not log.exists() and not probe.exists() and not os.access(database.parent, os.W_OK)


def application(database: Path) -> Datasette:
    """Datasette with our pages over a database.

    Raises :class:`StoreError` where the file is missing or not one of ours.
    """
    read_database(database).conn.close()
    paths = [str(database.absolute())]
    opened = {"immutables": paths} if _immutable(database) else {"files": paths}
    return Datasette(
        **{"files": [], **opened},
        metadata=metadata(database.stem),
        settings=SETTINGS,
        template_dir=str(TEMPLATES),
        plugins_dir=str(PLUGINS),
        static_mounts=[("static", str(STATIC))],
    )


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; :class:`ServeError` where the port is taken or the host unknown."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise ServeError(f"{host}: there is no such host") from error
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind(address)
        found.listen(128)
    except OSError as error:
        found.close()
        raise ServeError(
            f"port {port} on {host} cannot be used ({error.strerror}); "
            "another program may be serving there: choose another port, or 0 for a free one"
        ) from error
    return found


def address_of(server: socket.socket, host: str) -> str:
    """The address to open in a browser."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{server.getsockname()[1]}/"


def serve(
    database: Path,
    host: str = "127.0.0.1",
    port: int = 8001,
    say: Callable[[str], None] | None = None,
) -> None:
    """Serve a database until interrupted; ``say`` gets the address. Port 0 takes a free one.

    Raises :class:`StoreError` or :class:`ServeError`, in words for a person.
    """
    app = application(database).app()
    server = listening(host, port)
    if say:
        say(address_of(server, host))
    config = uvicorn.Config(app, log_level="warning", lifespan="on")
    try:
        uvicorn.Server(config).run(sockets=[server])
    finally:
        server.close()


def datasette_command(database: Path, folder: Path, host: str, port: int) -> list[str]:
    """The command that serves the same with plain Datasette; its files are put into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    described, chosen = folder / "metadata.json", folder / "settings.json"
    described.write_text(
        json.dumps(metadata(database.stem), ensure_ascii=False, indent=1), encoding="utf-8"
    )
    chosen.write_text(json.dumps(SETTINGS, indent=1), encoding="utf-8")
    settings = []
    for name, value in SETTINGS.items():
        settings += ["--setting", name, str(value).lower()]
    return [
        "datasette", "serve", str(database), "--host", host, "--port", str(port),
        "--metadata", str(described), "--plugins-dir", str(PLUGINS),
        "--template-dir", str(TEMPLATES), "--static", f"static:{STATIC}", *settings,
    ]  # fmt: skip


__all__ = ["ServeError", "StoreError", "application", "datasette_command", "serve"]
