"""Runs the client that ariadne-codegen generates, and prints what it reads."""

import asyncio
import json
import sys

from graph_client import Client, LogInInput


async def main() -> None:
    """Reads a page, and signs in with a wrong password."""
    async with Client(url=sys.argv[1]) as client:
        page = await client.page(id="W1")
        refused = await client.log_in(input=LogInInput(handle="nobody", password="wrong-password"))
    codes = [error.code.value for error in refused.log_in.user_errors]
    print(json.dumps({"page": page.model_dump(mode="json", by_alias=True), "codes": codes}))


asyncio.run(main())
