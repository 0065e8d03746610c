/* Writes JSON into bytes of fixed size; commas come by themselves. What does not fit is noted, never written. */
#ifndef JSON_WRITER_H
#define JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

struct json_writer {
    char *bytes;
    size_t limit;
    size_t length;
    bool comma; /* something stands before, on the same level */
    bool full;  /* the text is not complete */
};

struct json_writer json_into(char *bytes, size_t limit);
void json_open(struct json_writer *writer, char bracket);
void json_close(struct json_writer *writer, char bracket);
void json_key(struct json_writer *writer, const char *name);
void json_text(struct json_writer *writer, struct text text);
void json_literal(struct json_writer *writer, const char *text);
void json_integer(struct json_writer *writer, int64_t number);
void json_number(struct json_writer *writer, double number); /* a finite one */
void json_null(struct json_writer *writer);

#endif
