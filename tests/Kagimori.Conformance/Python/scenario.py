"""The scenario of every operation on identities, with boto3. A step is a call, its request, what it answers, and the members that later steps need;
or the code of its refusal, and what stands before the part of the message that later steps need."""
import base64
import hashlib
import hmac
import json
import os
import re
import struct
import time

import botocore
from botocore.exceptions import ClientError

from cases import add, client, main

CLIENTS = {service: client(service) for service in ("iam", "sts")}


def code(seed, distance):
    """RFC 6238."""
    mac = hmac.digest(base64.b32decode(seed), struct.pack(">q", int(time.time()) // 30 + distance), hashlib.sha1)
    return f"{(struct.unpack_from('>i', mac, mac[-1] & 15)[0] & 0x7FFFFFFF) % 1_000_000:06}"


def fill(value, variables):
    if isinstance(value, str):
        value = re.sub(r"\$\{code([+-]\d)\}", lambda m: code(variables["seed"], int(m[1])), value)
        return re.sub(r"\$\{(\w+)\}", lambda m: variables[m[1]], value)
    if isinstance(value, dict):
        return {name: fill(member, variables) for name, member in value.items()}
    return [fill(item, variables) for item in value] if isinstance(value, list) else value


def member(answer, path):
    for name in path.split("."):
        answer = json.loads(answer) if isinstance(answer, str) else answer
        answer = answer[int(name)] if name.isdigit() else answer[name]
    return answer.decode("latin-1") if isinstance(answer, bytes) else answer


def run(variables, call, request, expected, kept):
    service, operation = call.split()
    try:
        answer = getattr(CLIENTS[service], botocore.xform_name(operation))(**fill(request, variables))
    except ClientError as error:
        assert error.response["Error"]["Code"] == expected, error
        variables.update((name, error.response["Error"]["Message"].split(before)[1]) for name, before in kept.items())
        return
    assert isinstance(expected, dict), f"not refused: {answer}"
    for path, value in fill(expected, variables).items():
        found = member(answer, path)
        assert found if value == "*" else found == value, f"{path} is {found!r}, not {value!r}"
    variables.update((name, member(answer, path)) for name, path in kept.items())


with open(os.environ["KAGIMORI_SCENARIO"], encoding="utf-8") as file:
    scenario = json.load(file)
for name, steps in scenario["stories"].items():
    variables = dict(scenario["variables"])
    for number, (call, request, expected, *kept) in enumerate(steps):
        add(f"{name} {number + 1}: {call}", lambda v=variables, c=call, r=request, e=expected, k=kept: run(v, c, r, e, k[0] if k else {}))
main()
