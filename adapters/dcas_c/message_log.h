/* Messages in the order in which they were issued, until somebody reads them: a console, or a syslog.
 *
 * It holds so many that reading it always fits into one line of the protocol. Where more were issued the
 * oldest are gone, and reading says how many.
 */
#ifndef MESSAGE_LOG_H
#define MESSAGE_LOG_H

#include "json_writer.h"
#include "text.h"

enum { LOG_MESSAGES = 256 };

enum message_kind { OTHER, DEBUG_LEVEL, UNKNOWN_PARAMETER, UNKNOWN_LEVEL };

/* In the order of the debug levels that let them through: 1, 1, 2, 3. */
enum severity { NO_SEVERITY, ERROR, WARNING, INFORMATIONAL, DEBUG };

struct message {
    enum message_kind kind;
    enum severity severity; /* none: an answer to an operator, no line of the debug log */
    struct line text;
};

struct message_log {
    struct message messages[LOG_MESSAGES];
    size_t oldest;
    size_t count;
    size_t lost;
};

void log_clear(struct message_log *log);
void log_add(struct message_log *log, enum message_kind kind, enum severity severity, const struct line *text);
void log_take(struct message_log *log, struct json_writer *reply); /* writes the messages and forgets them */

#endif
