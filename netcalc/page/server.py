"""The server: this machine alone, questions and their answers, the files of the front; nothing else."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from netcalc.page.engine import NotAsked, lines
from netcalc.page.front import FILES, served, text

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

    Answer = Callable[[Request], Awaitable[Response]]

LOOPBACK: Final = "127.0.0.1"
OURS: Final = ("127.0.0.1", "localhost", "[::1]")
JSON: Final = "application/json"
MOST_BYTES: Final = 2**20  # of a question
MOST_OF: Final = {"file": 2**26 + 2**10}
MISSING: Final = "the page is served by Starlette and uvicorn: pip install 'netcalc-nn[page]'"
HEADERS: Final = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}


def app(port: int, spec: str) -> "Starlette":
    """Make what answers on a port of this machine, and begins with a spec; ImportError says what to install."""
    try:
        from starlette.applications import Starlette
        from starlette.routing import Route
    except ImportError:
        raise ImportError(MISSING) from None
    return Starlette(
        routes=[
            Route("/", _guarded(port, _page(spec))),
            Route("/static/{name}", _guarded(port, _static)),
            Route("/ask/{name}", _guarded(port, _ask), methods=["POST"]),
        ]
    )


def serve(port: int, spec: str, ready: Callable[[], None]) -> None:
    """Serve the page until Ctrl-C, and say when it is there; OSError where the port is taken."""
    made = app(port, spec)
    import socket

    import uvicorn

    with socket.create_server((LOOPBACK, port)) as held:
        ready()
        uvicorn.Server(uvicorn.Config(made, log_level="warning", lifespan="off")).run(sockets=[held])


def _guarded(port: int, answer: "Answer") -> "Answer":
    """Answer what a page of this machine asks; refuse what came under another name, or from another page."""
    from starlette.responses import PlainTextResponse

    hosts = {f"{name}:{port}" for name in OURS}
    origins = {None, *(f"http://{host}" for host in hosts)}

    async def guarded(request: "Request") -> "Response":
        if request.headers.get("host") not in hosts or request.headers.get("origin") not in origins:
            return PlainTextResponse("this page answers to its own machine alone\n", 403)
        found = await answer(request)
        found.headers.update(HEADERS)
        return found

    return guarded


def _page(spec: str) -> "Answer":
    async def page(_: "Request") -> "Response":
        from starlette.responses import HTMLResponse

        written, policy = served(spec)
        return HTMLResponse(written, headers={"content-security-policy": policy})

    return page


async def _static(request: "Request") -> "Response":
    from starlette.responses import PlainTextResponse, Response

    name = request.path_params["name"]
    if name not in FILES:
        return PlainTextResponse("there is no such file\n", 404)
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    return Response(text(name), media_type=kind)


async def _ask(request: "Request") -> "Response":
    """Answer a question: a line of JSON an answer, each as soon as it is there."""
    from starlette.concurrency import run_in_threadpool
    from starlette.requests import ClientDisconnect
    from starlette.responses import PlainTextResponse, StreamingResponse

    if request.headers.get("content-type") != JSON:
        return PlainTextResponse(f"a question is {JSON}\n", 415)
    name, body = request.path_params["name"], bytearray()
    most = MOST_OF.get(name, MOST_BYTES)
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > most:
                return PlainTextResponse("this question is too long\n", 413)
        answers = await run_in_threadpool(lines, name, bytes(body))
    except ClientDisconnect:
        return PlainTextResponse("this question has no end\n", 400)  # nobody reads it
    except NotAsked as error:
        return PlainTextResponse(f"{error}\n", 400)
    return StreamingResponse(answers, media_type="application/x-ndjson")
