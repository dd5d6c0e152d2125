"""One call with the official SDK, as short as a user would write it; the answer goes to standard output.

usage: sdk_call.py HOST:PORT FUNCTION EVENT      (key in the usual environment variables)
"""

import io
import os
import sys

from alibabacloud_fc20230330 import models
from alibabacloud_fc20230330.client import Client
from alibabacloud_tea_openapi import utils_models
from darabonba.runtime import RuntimeOptions

host, function, event = sys.argv[1:]
client = Client(utils_models.Config(
    endpoint=host,
    protocol="http",
    access_key_id=os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"],
    access_key_secret=os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
))
response = client.invoke_function_with_options(
    function,
    models.InvokeFunctionRequest(qualifier="LATEST", body=io.BytesIO(event.encode())),
    models.InvokeFunctionHeaders(x_fc_invocation_type="Sync", x_fc_log_type="Tail"),
    RuntimeOptions(),
)
sys.stdout.buffer.write(response.body.read())
