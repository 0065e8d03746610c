/* Pieces of text: borrowed ones, kept names, and lines that are put together piece by piece.
 *
 * Nothing here is a C string or a format: what a client sends may hold NUL bytes and percent signs,
 * and is never handed to printf. Everything has a limit; nothing is allocated.
 */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>

enum { NAME_BYTES = 246 }; /* the longest profile name RACF takes; other names are shorter */
enum { LINE_BYTES = 512 };

struct text { /* borrowed, not ended by NUL */
    const char *bytes;
    size_t length;
};

struct name { /* kept */
    char bytes[NAME_BYTES];
    size_t length;
};

struct line { /* under construction */
    char bytes[LINE_BYTES];
    size_t length;
    bool cut; /* more was added than it can hold */
};

struct text text_of(const char *literal);
bool text_equal(struct text one, struct text other);
bool text_is(struct text text, const char *literal);
bool text_begins(struct text text, const char *literal);
struct text text_from(struct text text, size_t start);
struct text text_until(struct text text, size_t end);
size_t text_find(struct text text, char sought); /* its length if it is not there */
struct text text_strip(struct text text);        /* without blanks at both ends */

bool name_set(struct name *name, struct text text); /* false: too long, nothing was set */
struct text name_text(const struct name *name);

struct line line_empty(void);
void line_add(struct line *line, struct text piece); /* cut between characters of UTF-8 when full */
void line_say(struct line *line, const char *literal);
void line_fold(struct line *line); /* ASCII letters to upper case, as a system folds a command */
struct text line_text(const struct line *line);

#endif
