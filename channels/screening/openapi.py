"""The OpenAPI document of the public API, written by hand and held to the server by schemathesis."""

import orjson

DOCUMENT = orjson.dumps({"openapi": "3.1.0"})
