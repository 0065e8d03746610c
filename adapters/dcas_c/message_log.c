#include "message_log.h"

#include <stdio.h>

static const char *const kind_words[] = {"other", "debug-level", "unknown-parameter", "unknown-level"};
static const char *const severity_words[] = {"", "error", "warning", "informational", "debug"};

void log_clear(struct message_log *log) {
    log->oldest = log->count = log->lost = 0;
}

void log_add(struct message_log *log, enum message_kind kind, enum severity severity, const struct line *text) {
    if (log->count == LOG_MESSAGES) {
        log->oldest = (log->oldest + 1) % LOG_MESSAGES;
        log->count--;
        log->lost++;
    }
    size_t free_place = (log->oldest + log->count++) % LOG_MESSAGES;
    log->messages[free_place] = (struct message){kind, severity, *text};
}

static void write_message(struct json_writer *reply, enum message_kind kind, enum severity severity, struct text text) {
    json_open(reply, '{');
    json_key(reply, "kind");
    json_literal(reply, kind_words[kind]);
    json_key(reply, "text");
    json_text(reply, text);
    json_key(reply, "severity");
    if (severity == NO_SEVERITY) {
        json_null(reply);
    } else {
        json_literal(reply, severity_words[severity]);
    }
    json_close(reply, '}');
}

static void write_lost(struct json_writer *reply, size_t lost) {
    char text[64];
    (void)snprintf(text, sizeof text, "%zu earlier messages are gone", lost);
    write_message(reply, OTHER, NO_SEVERITY, text_of(text));
}

void log_take(struct message_log *log, struct json_writer *reply) {
    json_open(reply, '[');
    if (log->lost > 0) {
        write_lost(reply, log->lost);
    }
    for (size_t index = 0; index < log->count; index++) {
        const struct message *message = &log->messages[(log->oldest + index) % LOG_MESSAGES];
        write_message(reply, message->kind, message->severity, line_text(&message->text));
    }
    json_close(reply, ']');
    log_clear(log);
}
