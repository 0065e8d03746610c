"""The protocol as JSON Schemas and as an OpenRPC document, made from the types that the harness itself uses.

Knows the table of verbs and how a line looks; knows no connection. Nothing here can say anything else than
the code does, since nothing is written down twice.
"""

from typing import Any, get_args

import msgspec

from ezconform.protocol.lab import Value
from ezconform.protocol.verbs import PROTOCOL, VERBS, Verb

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
ERRORS = (
    (-32700, "the line was not JSON"),
    (-32600, "the line was not a request"),
    (-32601, "method not found"),
    (-32602, "the parameters do not fit the verb"),
    (-32603, "the adapter failed while it worked on the request"),
    (-32000, "not executed: an earlier request of the same batch was answered with an error"),
)


def json_schemas() -> Schema:
    """A schema document: `$defs` holds every value, `request VERB` and `reply VERB`; the root is any line."""
    lines: Schema = {}
    for verb in VERBS.values():
        lines[f"request {verb.name}"] = _request_line(verb)
        lines[f"reply {verb.name}"] = _reply_line(verb)
    return {
        "$schema": DIALECT,
        "title": f"ezconform protocol {PROTOCOL}",
        "description": "One line, sent by the harness (request) or by the adapter (reply).",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in lines],
        "$defs": lines | _values("#/$defs/{name}"),
    }


def openrpc() -> Schema:
    """The OpenRPC 1.3 document: the verbs as methods, called by name."""
    return {
        "openrpc": "1.3.2",
        "info": {
            "title": "ezconform adapter protocol",
            "version": PROTOCOL,
            "description": "JSON-RPC 2.0, one object a line. The harness calls, the adapter answers in turn.",
            "license": {"name": "Apache-2.0"},
        },
        "methods": [_method(verb) for verb in VERBS.values()],
        "components": {"schemas": _values("#/components/schemas/{name}")},
    }


def _answers(verb: Verb) -> tuple[type[Value], ...]:
    return get_args(verb.answer) or (verb.answer,)


def _values(template: str) -> Schema:
    """Every value by the name of its type; what the harness sends holds all its fields."""
    requests = [verb.request for verb in VERBS.values()]
    answers = list(dict.fromkeys(kind for verb in VERBS.values() for kind in _answers(verb)))
    _, sent = msgspec.json.schema_components(requests, ref_template=template)
    _, received = msgspec.json.schema_components(answers, ref_template=template)
    for schema in sent.values():
        if schema.get("properties"):
            schema["required"] = list(schema["properties"])
    return {**sent, **received}


def _request_line(verb: Verb) -> Schema:
    return {
        "type": "object",
        "properties": {
            "jsonrpc": {"const": "2.0"},
            "id": {"type": "integer"},
            "method": {"const": verb.name},
            "params": {"$ref": f"#/$defs/{verb.request.__name__}"},
            "batch": {"type": "integer", "minimum": 1},
        },
        "required": ["jsonrpc", "id", "method", "params"],
        "additionalProperties": False,
    }


def _reply_line(verb: Verb) -> Schema:
    """Either `result` or `error`; an id that could not be read is null, and then there is an error."""
    error = {
        "type": "object",
        "properties": {"code": {"type": "integer"}, "message": {"type": "string"}},
        "required": ["code", "message"],
    }
    return {
        "type": "object",
        "properties": {
            "jsonrpc": {"const": "2.0"},
            "id": {"type": ["integer", "null"]},
            "result": {"oneOf": [{"$ref": f"#/$defs/{kind.__name__}"} for kind in _answers(verb)]},
            "error": error,
        },
        "required": ["jsonrpc", "id"],
        "oneOf": [
            {"required": ["result"], "properties": {"id": {"type": "integer"}}},
            {"required": ["error"]},
        ],
        "additionalProperties": False,
    }


def _method(verb: Verb) -> Schema:
    schema = {"oneOf": [{"$ref": f"#/components/schemas/{kind.__name__}"} for kind in _answers(verb)]}
    needs = {"x-needs": verb.needs.value} if verb.needs else {}
    return {
        "name": verb.name,
        "summary": _sentence(verb.request),
        "paramStructure": "by-name",
        "params": _params(verb.request),
        "result": {"name": "answer", "schema": schema},
        "errors": [{"code": code, "message": message} for code, message in ERRORS],
        **needs,
    }


def _params(request: type[Value]) -> list[Schema]:
    """The fields of a request, each with its schema; the harness sends all of them."""
    _, known = msgspec.json.schema_components([request], ref_template="#/components/schemas/{name}")
    fields: Schema = known[request.__name__].get("properties", {})
    return [{"name": name, "required": True, "schema": schema} for name, schema in fields.items()]


def _sentence(request: type[Value]) -> str:
    """The first sentence of the docstring; the type's name where it has none of its own."""
    text = " ".join((request.__dict__.get("__doc__") or request.__name__).split())
    return text.partition(". ")[0].rstrip(".")
