#include "protocol.h"

#include "json_reader.h"
#include "json_writer.h"
#include "verbs.h"

enum fault_code {
    NOT_JSON = -32700,
    NOT_A_REQUEST = -32600,
    METHOD_NOT_FOUND = -32601,
    BAD_PARAMETERS = -32602,
    ADAPTER_FAILED = -32603,
    NOT_EXECUTED = -32000,
};

struct fault {
    enum fault_code code;
    const char *message; /* NULL: no fault */
};

struct request {
    const struct json *id; /* NULL: none could be read */
    struct text method;
    const struct json *params;
    int64_t following; /* of the same batch */
};

enum line_state { LINE_WHOLE, LINE_TOO_LONG, INPUT_ENDED };

static char line[LINE_LIMIT];
static char reply_bytes[LINE_LIMIT];
static struct json_tree tree;

/* A line that is too long is read to its end and forgotten. One without a newline is no line: the input ended. */
static enum line_state read_line(FILE *input, size_t *length) {
    *length = 0;
    for (int byte = getc(input); byte != EOF; byte = getc(input)) {
        if (byte == '\n') {
            return *length < LINE_LIMIT ? LINE_WHOLE : LINE_TOO_LONG;
        }
        if (*length < LINE_LIMIT) {
            line[(*length)++] = (char)byte;
        }
    }
    return INPUT_ENDED;
}

static bool is_text(const struct json *value) {
    return value != NULL && value->type == JSON_STRING;
}

/* Fills in what can be read, also where the whole is no request: the reply repeats the id all the same. */
static struct fault read_request(const struct json *value, struct request *request) {
    const struct json *id = json_member(value, "id");
    const struct json *version = json_member(value, "jsonrpc");
    const struct json *method = json_member(value, "method");
    const struct json *batch = json_member(value, "batch");
    bool counted = batch == NULL || (batch->type == JSON_INTEGER && batch->integer >= 0);
    request->id = id != NULL && id->type == JSON_INTEGER ? id : NULL;
    request->following = batch != NULL && counted ? batch->integer : 0;
    request->params = json_member(value, "params");
    bool objects = request->params == NULL || request->params->type == JSON_OBJECT;
    if (request->id == NULL || !is_text(version) || !text_is(version->text, "2.0") || !is_text(method) || !counted ||
        !objects) {
        return (struct fault){NOT_A_REQUEST, "this is no request"};
    }
    request->method = method->text;
    return (struct fault){.message = NULL};
}

static void begin_reply(struct json_writer *reply, const struct json *id) {
    *reply = json_into(reply_bytes, LINE_LIMIT - 1);
    json_open(reply, '{');
    json_key(reply, "jsonrpc");
    json_literal(reply, "2.0");
    json_key(reply, "id");
    if (id != NULL) {
        json_integer(reply, id->integer);
    } else {
        json_null(reply);
    }
}

static void write_fault(struct json_writer *reply, const struct json *id, struct fault fault) {
    begin_reply(reply, id);
    json_key(reply, "error");
    json_open(reply, '{');
    json_key(reply, "code");
    json_integer(reply, fault.code);
    json_key(reply, "message");
    json_literal(reply, fault.message);
    json_close(reply, '}');
    json_close(reply, '}');
}

static struct fault execute(const struct request *request, struct json_writer *reply) {
    verb *run = verb_named(request->method);
    if (run == NULL) {
        return (struct fault){METHOD_NOT_FOUND, "method not found"};
    }
    begin_reply(reply, request->id);
    json_key(reply, "result");
    const char *misfit = run(request->params, reply);
    json_close(reply, '}');
    if (misfit != NULL) {
        return (struct fault){BAD_PARAMETERS, misfit};
    }
    return (struct fault){ADAPTER_FAILED, reply->full ? "the reply is too long" : NULL};
}

/* `skip` counts the requests that still are to be left alone, after an error in their batch. */
static void answer(enum line_state state, size_t length, int64_t *skip, struct json_writer *reply) {
    struct request request = {.id = NULL};
    struct fault fault = {NOT_JSON, "the line is too long"};
    if (state == LINE_WHOLE) {
        const struct json *value = json_read(&tree, line, length);
        fault = value != NULL ? read_request(value, &request) : (struct fault){NOT_JSON, "this is not JSON"};
    }
    if (*skip > 0) {
        --*skip;
        fault = fault.message == NULL ? (struct fault){NOT_EXECUTED, "not executed"} : fault;
    } else {
        fault = fault.message == NULL ? execute(&request, reply) : fault;
        *skip = fault.message != NULL ? request.following : 0;
    }
    if (fault.message != NULL) {
        write_fault(reply, request.id, fault);
    }
}

bool protocol_serve(FILE *input, FILE *output) {
    int64_t skip = 0;
    size_t length = 0;
    for (;;) {
        struct json_writer reply;
        enum line_state state = read_line(input, &length);
        if (state == INPUT_ENDED) {
            return true;
        }
        answer(state, length, &skip, &reply);
        reply.bytes[reply.length++] = '\n';
        if (fwrite(reply.bytes, 1, reply.length, output) != reply.length || fflush(output) != 0) {
            return false;
        }
    }
}
