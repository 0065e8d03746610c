#include "text.h"

#include <string.h>

struct text text_of(const char *literal) {
    return (struct text){literal, strlen(literal)};
}

bool text_equal(struct text one, struct text other) {
    return one.length == other.length && (one.length == 0 || memcmp(one.bytes, other.bytes, one.length) == 0);
}

bool text_is(struct text text, const char *literal) {
    return text_equal(text, text_of(literal));
}

bool text_begins(struct text text, const char *literal) {
    size_t length = strlen(literal);
    return text.length >= length && text_is(text_until(text, length), literal);
}

struct text text_from(struct text text, size_t start) {
    return start < text.length ? (struct text){text.bytes + start, text.length - start} : text_of("");
}

struct text text_until(struct text text, size_t end) {
    return (struct text){text.bytes, end < text.length ? end : text.length};
}

size_t text_find(struct text text, char sought) {
    const char *found = text.length > 0 ? memchr(text.bytes, sought, text.length) : NULL;
    return found != NULL ? (size_t)(found - text.bytes) : text.length;
}

struct text text_strip(struct text text) {
    while (text.length > 0 && text.bytes[0] == ' ') {
        text = text_from(text, 1);
    }
    while (text.length > 0 && text.bytes[text.length - 1] == ' ') {
        text.length--;
    }
    return text;
}

bool name_set(struct name *name, struct text text) {
    if (text.length > NAME_BYTES) {
        return false;
    }
    if (text.length > 0) {
        memcpy(name->bytes, text.bytes, text.length);
    }
    name->length = text.length;
    return true;
}

struct text name_text(const struct name *name) {
    return (struct text){name->bytes, name->length};
}

struct line line_empty(void) {
    return (struct line){.length = 0};
}

static bool continues_character(char byte) {
    return ((unsigned char)byte & 0xC0U) == 0x80U;
}

void line_add(struct line *line, struct text piece) {
    size_t room = line->cut ? 0 : LINE_BYTES - line->length;
    size_t taken = piece.length;
    if (taken > room) {
        line->cut = true;
        taken = room;
        while (taken > 0 && continues_character(piece.bytes[taken])) {
            taken--;
        }
    }
    if (taken > 0) {
        memcpy(line->bytes + line->length, piece.bytes, taken);
        line->length += taken;
    }
}

void line_say(struct line *line, const char *literal) {
    line_add(line, text_of(literal));
}

void line_fold(struct line *line) {
    for (size_t at = 0; at < line->length; at++) {
        if (line->bytes[at] >= 'a' && line->bytes[at] <= 'z') {
            line->bytes[at] = (char)(line->bytes[at] - 'a' + 'A');
        }
    }
}

struct text line_text(const struct line *line) {
    return (struct text){line->bytes, line->length};
}
