/* Reads one JSON text (RFC 8259) into a tree whose nodes come from a table of fixed size.
 *
 * Strict: anything JSON does not allow, UTF-8 that is none, half a surrogate pair, too deep or too many
 * values are all "not JSON". Strings are decoded where they stand, so the tree lives as long as the bytes.
 */
#ifndef JSON_READER_H
#define JSON_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

enum { JSON_VALUES = 8192, JSON_DEPTH = 32 };

enum json_type { JSON_NULL, JSON_BOOLEAN, JSON_INTEGER, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json {
    enum json_type type;
    bool truth;              /* of a boolean */
    int64_t integer;         /* of an integer; a larger one, or one with fraction or exponent, is a number */
    double number;           /* of an integer or a number; of one with too many digits not a number */
    struct text text;        /* of a string */
    struct text name;        /* as a member of an object */
    const struct json *first; /* element or member */
    const struct json *next;  /* beside this one */
};

struct json_tree {
    struct json values[JSON_VALUES];
    size_t used;
};

const struct json *json_read(struct json_tree *tree, char *bytes, size_t length); /* NULL: not JSON */
const struct json *json_member(const struct json *object, const char *name);      /* NULL: not there */

#endif
