#include "json_writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct json_writer json_into(char *bytes, size_t limit) {
    return (struct json_writer){.bytes = bytes, .limit = limit};
}

static void put(struct json_writer *writer, const char *bytes, size_t length) {
    if (writer->full || length > writer->limit - writer->length) {
        writer->full = true;
        return;
    }
    memcpy(writer->bytes + writer->length, bytes, length);
    writer->length += length;
}

static void put_character(struct json_writer *writer, char character) {
    put(writer, &character, 1);
}

static void separate(struct json_writer *writer) {
    if (writer->comma) {
        put_character(writer, ',');
    }
    writer->comma = true;
}

void json_open(struct json_writer *writer, char bracket) {
    separate(writer);
    put_character(writer, bracket);
    writer->comma = false;
}

void json_close(struct json_writer *writer, char bracket) {
    put_character(writer, bracket);
    writer->comma = true;
}

static void put_escaped(struct json_writer *writer, char character) {
    unsigned char byte = (unsigned char)character;
    if (byte == '"' || byte == '\\') {
        put_character(writer, '\\');
        put_character(writer, character);
    } else if (byte < 0x20) {
        char escape[7];
        (void)snprintf(escape, sizeof escape, "\\u%04x", (unsigned)byte);
        put(writer, escape, 6);
    } else {
        put_character(writer, character);
    }
}

void json_text(struct json_writer *writer, struct text text) {
    separate(writer);
    put_character(writer, '"');
    for (size_t at = 0; at < text.length; at++) {
        put_escaped(writer, text.bytes[at]);
    }
    put_character(writer, '"');
}

void json_literal(struct json_writer *writer, const char *text) {
    json_text(writer, text_of(text));
}

void json_key(struct json_writer *writer, const char *name) {
    json_literal(writer, name);
    put_character(writer, ':');
    writer->comma = false;
}

void json_integer(struct json_writer *writer, int64_t number) {
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRId64, number);
    separate(writer);
    put(writer, digits, (size_t)length);
}

void json_number(struct json_writer *writer, double number) {
    char digits[32];
    int length = snprintf(digits, sizeof digits, "%.17g", number);
    separate(writer);
    put(writer, digits, (size_t)length);
}

void json_null(struct json_writer *writer) {
    separate(writer);
    put(writer, "null", 4);
}
