#include "json_reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    struct json_tree *tree;
    unsigned char *at;
    unsigned char *end;
};

static bool read_value(struct reader *reader, struct json *value, int depth);

static void skip_blanks(struct reader *reader) {
    while (reader->at < reader->end && memchr(" \t\r\n", *reader->at, 4) != NULL) {
        reader->at++;
    }
}

static bool take(struct reader *reader, unsigned char expected) {
    if (reader->at < reader->end && *reader->at == expected) {
        reader->at++;
        return true;
    }
    return false;
}

static bool take_word(struct reader *reader, const char *word) {
    size_t length = strlen(word);
    if ((size_t)(reader->end - reader->at) < length || memcmp(reader->at, word, length) != 0) {
        return false;
    }
    reader->at += length;
    return true;
}

static struct json *new_value(struct reader *reader) {
    struct json_tree *tree = reader->tree;
    if (tree->used == JSON_VALUES) {
        return NULL;
    }
    struct json *value = &tree->values[tree->used++];
    *value = (struct json){.type = JSON_NULL};
    return value;
}

/* --- numbers --------------------------------------------------------------------------------- */

static bool is_digit(const struct reader *reader) {
    return reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9';
}

static bool take_digits(struct reader *reader) {
    if (!is_digit(reader)) {
        return false;
    }
    while (is_digit(reader)) {
        reader->at++;
    }
    return true;
}

static bool take_fraction_and_exponent(struct reader *reader, bool *whole) {
    if (take(reader, '.')) {
        *whole = false;
        if (!take_digits(reader)) {
            return false;
        }
    }
    if (take(reader, 'e') || take(reader, 'E')) {
        *whole = false;
        if (!take(reader, '+')) {
            (void)take(reader, '-');
        }
        return take_digits(reader);
    }
    return true;
}

/* Digits to a negative number, whose range is the larger one. False: it does not fit. */
static bool negative_of(const unsigned char *at, const unsigned char *end, int64_t *number) {
    *number = 0;
    for (; at < end; at++) {
        int digit = *at - '0';
        if (*number < (INT64_MIN + digit) / 10) {
            return false;
        }
        *number = *number * 10 - digit;
    }
    return true;
}

/* In the locale "C", which is that of a program that asks for none. */
static double double_of(const unsigned char *at, const unsigned char *end) {
    char digits[64] = {0};
    if ((size_t)(end - at) >= sizeof digits) {
        return NAN;
    }
    memcpy(digits, at, (size_t)(end - at));
    return strtod(digits, NULL);
}

static bool read_number(struct reader *reader, struct json *value) {
    const unsigned char *start = reader->at;
    bool minus = take(reader, '-');
    const unsigned char *digits = reader->at;
    bool whole = true;
    if (!take(reader, '0') && !take_digits(reader)) {
        return false;
    }
    const unsigned char *end = reader->at;
    if (!take_fraction_and_exponent(reader, &whole)) {
        return false;
    }
    int64_t negative = 0;
    value->type = JSON_NUMBER;
    value->number = double_of(start, reader->at);
    if (whole && negative_of(digits, end, &negative) && (minus || negative != INT64_MIN)) {
        value->type = JSON_INTEGER;
        value->integer = minus ? negative : -negative;
    }
    return true;
}

/* --- strings --------------------------------------------------------------------------------- */

static bool take_hex(struct reader *reader, uint32_t *unit) {
    *unit = 0;
    for (int digit = 0; digit < 4; digit++) {
        if (reader->at == reader->end) {
            return false;
        }
        unsigned char byte = *reader->at++;
        const char *digits = "0123456789abcdef";
        const char *found = memchr(digits, byte >= 'A' && byte <= 'F' ? byte - 'A' + 'a' : byte, 16);
        if (found == NULL) {
            return false;
        }
        *unit = *unit * 16 + (uint32_t)(found - digits);
    }
    return true;
}

static bool take_code_point(struct reader *reader, uint32_t *point) {
    uint32_t low = 0;
    if (!take_hex(reader, point) || (*point >= 0xDC00 && *point <= 0xDFFF)) {
        return false;
    }
    if (*point < 0xD800 || *point > 0xDBFF) {
        return true;
    }
    if (!take_word(reader, "\\u") || !take_hex(reader, &low) || low < 0xDC00 || low > 0xDFFF) {
        return false;
    }
    *point = 0x10000 + ((*point - 0xD800) << 10) + (low - 0xDC00);
    return true;
}

/* UTF-8 of the code point; never longer than the escape it replaces. */
static unsigned char *put_code_point(unsigned char *out, uint32_t point) {
    if (point < 0x80) {
        *out++ = (unsigned char)point;
        return out;
    }
    int following = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    static const unsigned char lead[] = {0, 0xC0, 0xE0, 0xF0};
    *out++ = (unsigned char)(lead[following] | (point >> (6 * following)));
    while (following-- > 0) {
        *out++ = (unsigned char)(0x80 | ((point >> (6 * following)) & 0x3F));
    }
    return out;
}

static bool take_escape(struct reader *reader, unsigned char **out) {
    static const char letters[] = "\"\\/bfnrt";
    static const char meant[] = "\"\\/\b\f\n\r\t";
    uint32_t point = 0;
    if (reader->at == reader->end) {
        return false;
    }
    unsigned char letter = *reader->at++;
    if (letter == 'u') {
        if (!take_code_point(reader, &point)) {
            return false;
        }
        *out = put_code_point(*out, point);
        return true;
    }
    const char *found = memchr(letters, letter, sizeof letters - 1);
    if (found == NULL) {
        return false;
    }
    *(*out)++ = (unsigned char)meant[found - letters];
    return true;
}

/* Bytes of the well-formed UTF-8 character that begins here (Unicode, table 3-7); 0: there is none. */
static size_t character_length(const unsigned char *at, const unsigned char *end) {
    unsigned char lead = at[0];
    size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if ((size_t)(end - at) < length) {
        return 0;
    }
    for (size_t index = 1; index < length; index++) {
        if ((at[index] & 0xC0) != 0x80) {
            return 0;
        }
    }
    bool bad = (lead == 0xE0 && at[1] < 0xA0) || (lead == 0xED && at[1] > 0x9F) ||
               (lead == 0xF0 && at[1] < 0x90) || (lead == 0xF4 && at[1] > 0x8F);
    return bad ? 0 : length;
}

static bool take_string(struct reader *reader, struct text *text) {
    if (!take(reader, '"')) {
        return false;
    }
    unsigned char *start = reader->at;
    unsigned char *out = start;
    while (reader->at < reader->end && *reader->at >= 0x20) {
        if (take(reader, '"')) {
            *text = (struct text){(const char *)start, (size_t)(out - start)};
            return true;
        }
        if (take(reader, '\\')) {
            if (!take_escape(reader, &out)) {
                return false;
            }
            continue;
        }
        size_t length = character_length(reader->at, reader->end);
        if (length == 0) {
            return false;
        }
        memmove(out, reader->at, length);
        out += length;
        reader->at += length;
    }
    return false;
}

/* --- arrays, objects, values ----------------------------------------------------------------- */

static bool take_name(struct reader *reader, struct text *name) {
    skip_blanks(reader);
    if (!take_string(reader, name)) {
        return false;
    }
    skip_blanks(reader);
    return take(reader, ':');
}

static bool read_container(struct reader *reader, struct json *container, unsigned char closing, int depth) {
    const struct json **link = &container->first;
    skip_blanks(reader);
    if (take(reader, closing)) {
        return true;
    }
    do {
        struct json *value = new_value(reader);
        struct text name = {0};
        if (value == NULL || (container->type == JSON_OBJECT && !take_name(reader, &name)) ||
            !read_value(reader, value, depth)) {
            return false;
        }
        value->name = name;
        *link = value;
        link = &value->next;
        skip_blanks(reader);
    } while (take(reader, ','));
    return take(reader, closing);
}

static bool read_word(struct reader *reader, struct json *value) {
    if (take_word(reader, "null")) {
        return true;
    }
    value->type = JSON_BOOLEAN;
    value->truth = take_word(reader, "true");
    return value->truth || take_word(reader, "false");
}

static bool read_value(struct reader *reader, struct json *value, int depth) {
    skip_blanks(reader);
    if (reader->at == reader->end || depth == JSON_DEPTH) {
        return false;
    }
    switch (*reader->at) {
    case '{':
        reader->at++;
        value->type = JSON_OBJECT;
        return read_container(reader, value, '}', depth + 1);
    case '[':
        reader->at++;
        value->type = JSON_ARRAY;
        return read_container(reader, value, ']', depth + 1);
    case '"':
        value->type = JSON_STRING;
        return take_string(reader, &value->text);
    case 'n':
    case 't':
    case 'f':
        return read_word(reader, value);
    default:
        return read_number(reader, value);
    }
}

const struct json *json_read(struct json_tree *tree, char *bytes, size_t length) {
    struct reader reader = {tree, (unsigned char *)bytes, (unsigned char *)bytes + length};
    tree->used = 0;
    struct json *value = new_value(&reader);
    if (!read_value(&reader, value, 0)) {
        return NULL;
    }
    skip_blanks(&reader);
    return reader.at == reader.end ? value : NULL;
}

const struct json *json_member(const struct json *object, const char *name) {
    if (object == NULL || object->type != JSON_OBJECT) {
        return NULL;
    }
    for (const struct json *member = object->first; member != NULL; member = member->next) {
        if (text_is(member->name, name)) {
            return member;
        }
    }
    return NULL;
}
