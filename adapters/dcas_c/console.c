#include "console.h"

static void answer(struct system *system, struct text subject, const char *said) {
    struct line line = line_empty();
    line_add(&line, subject);
    line_say(&line, said);
    log_add(&system->console, OTHER, NO_SEVERITY, &line);
}

/* JOB,operand: the first comma parts them; there is no operand without it. */
static void modify(struct dcas *dcas, struct system *system, struct text operands) {
    size_t comma = text_find(operands, ',');
    struct text name = text_until(operands, comma);
    struct job *job = dcas_job(dcas, system, name);
    if (comma == operands.length) {
        answer(system, operands, ": MODIFY needs a job and an operand");
    } else if (job == NULL) {
        answer(system, name, ": no such job is active");
    } else if (job->phase != ACTIVE) {
        answer(system, name, ": still initializing, the command is not accepted");
    } else {
        dcas_modify(job, text_from(operands, comma + 1));
    }
}

void console_enter(struct dcas *dcas, struct system *system, struct text command) {
    struct line typed = line_empty();
    line_add(&typed, command);
    line_fold(&typed);
    struct text rest = text_strip(line_text(&typed));
    struct text verb = text_until(rest, text_find(rest, ' '));
    if (typed.cut) {
        answer(system, text_of("the command"), ": too long");
    } else if (text_is(verb, "MODIFY") || text_is(verb, "F")) {
        modify(dcas, system, text_strip(text_from(rest, verb.length)));
    } else {
        answer(system, verb, ": unknown command");
    }
}
