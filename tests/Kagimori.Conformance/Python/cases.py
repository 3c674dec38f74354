"""Runs named cases and reports each as a JSON line: {"case": ..., "passed": ..., "detail": ...}."""
import json
import os
import sys
import traceback

import boto3
from botocore.config import Config

REGION = os.environ["AWS_DEFAULT_REGION"]
_CASES = []


def client(service, region=REGION, **settings):
    # RSA keys are made with what time other work leaves: on a busy machine that is longer than botocore's minute.
    config = Config(retries={"max_attempts": 0}, proxies={}, read_timeout=300)
    return boto3.client(service, region_name=region, endpoint_url=os.environ["KAGIMORI_ENDPOINT"], config=config, **settings)


def case(function):
    _CASES.append((function.__name__, function))
    return function


def add(name, function):
    _CASES.append((name, function))


def report(name, passed, detail=""):
    print(json.dumps({"case": name, "passed": passed, "detail": detail}), flush=True)


def refused(error_code, function, **arguments):
    """The call must be refused with this error code."""
    from botocore.exceptions import ClientError

    try:
        function(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == error_code, error
        return error
    raise AssertionError("not refused")


def main():
    for name, function in _CASES:
        try:
            function()
            report(name, True)
        except Exception:
            report(name, False, traceback.format_exc())
    sys.exit(0)
