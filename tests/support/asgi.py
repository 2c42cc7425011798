"""An application asked in this process, as a server would ask it."""

import asyncio
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Reply:
    """What an application answered."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def text(self) -> str:
        return self.body.decode()


def asked(app: Any, method: str, path: str, *, body: bytes | None = b"", **headers: str) -> Reply:
    """Ask, with headers whose names have `_` for `-`; without a body, go away before it is sent."""
    sent = {"type": "http.disconnect"} if body is None else {"type": "http.request", "body": body, "more_body": False}
    reply, waiting = Reply(), [sent]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": path,
        "raw_path": path.encode(), "query_string": b"", "scheme": "http", "server": ("127.0.0.1", 8765),
        "client": ("127.0.0.1", 1), "root_path": "",
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        if waiting:
            return waiting.pop()
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            reply.status = message["status"]
            reply.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            reply.body += message.get("body", b"")

    asyncio.run(app(scope, receive, send))
    return reply
