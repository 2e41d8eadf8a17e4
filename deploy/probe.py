"""Whether the server beside this is ready: `python deploy/probe.py [path]`. Standard library only."""

import http.client
import os
import sys

PATIENCE = 4


def main(path: str) -> int:
    """Ask as the proxy would: under the hub's name, by TLS as far as the hub can tell. 0 if it is ready."""
    host = os.environ.get("HUB_ALLOWED_HOSTS", "localhost").split(",")[0]
    server = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=PATIENCE)
    try:
        server.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": "https"})
        status = server.getresponse().status
    except OSError as error:
        print(error)
        return 1
    print(status)
    return int(status != http.client.OK)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1] if len(sys.argv) > 1 else "/health/ready"))
