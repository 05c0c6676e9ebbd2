#!/usr/bin/env python3
"""From a request to a plan with nothing but Python's own library.

    TAKT_URL   where the service is, default http://127.0.0.1:7420
    TAKT_KEY   access key, where the service asks for one
    plan.py [request.json]   default: the service's own example of a melt
"""
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

URL = os.environ.get("TAKT_URL", "http://127.0.0.1:7420")
KEY = os.environ.get("TAKT_KEY")


class Refused(Exception):
    """What the service said: a problem document (RFC 9457)."""

    def __init__(self, problem):
        places = "; ".join(f"{e['pointer']}: {e['message']}, {e['remedy']}" for e in problem.get("errors", []))
        super().__init__(f"{problem['code']}: {places or problem['detail']}")
        self.problem = problem


def ask(method, path, body=None, headers=None, tries=8):
    """One call. Tried again while there is no room or no answer; give POSTs an idempotency key, so that this does no harm."""
    head = {"content-type": "application/json", **(headers or {})}
    if KEY:
        head["authorization"] = f"Bearer {KEY}"
    data = None if body is None else json.dumps(body).encode()
    for tried in range(1, tries + 1):
        request = urllib.request.Request(URL + path, data=data, headers=head, method=method)
        try:
            return urllib.request.urlopen(request, timeout=70)
        except urllib.error.HTTPError as error:
            if error.code not in (429, 503) or tried == tries:
                raise Refused(json.load(error)) from None
            time.sleep(min(30, float(error.headers.get("retry-after", tried))))
        except OSError:
            if tried == tries:
                raise
            time.sleep(min(30, 0.2 * 2**tried))


def events(plan_id, last=0):
    """States and better plans as they come, to the end of the plan."""
    kind = None
    with ask("GET", f"/v1/plans/{plan_id}/events", headers={"last-event-id": str(last)} if last else None) as stream:
        for line in stream:
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name == "event":
                kind = value
            elif name == "data" and kind != "end":
                yield json.loads(value)


def main():
    if len(sys.argv) > 1:
        with open(sys.argv[1], encoding="utf-8") as file:
            request = json.load(file)
    else:
        kinds = json.load(ask("GET", "/v1/kinds"))["kinds"]
        request = next(kind["example"] for kind in kinds if kind["kind"] == "melt")
        request.pop("equipment", None)
        request["budget"] = {"timeMs": 2000}
    plan = json.load(ask("POST", "/v1/plans", request, {"idempotency-key": str(uuid.uuid4())}))
    print("plan", plan["id"])
    for event in events(plan["id"]):
        if event["type"] == "incumbent":
            print("objective", event["data"]["objective"], "bound", event["data"].get("lowerBound", "none yet"))
    plan = json.load(ask("GET", f"/v1/plans/{plan['id']}"))
    print(json.dumps({name: plan.get(name) for name in ("state", "found", "endedBy", "objective", "lowerBound", "gap")}, indent=2))


if __name__ == "__main__":
    try:
        main()
    except Refused as refused:
        sys.exit(str(refused))
