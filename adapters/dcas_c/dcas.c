#include "dcas.h"

/* --- jobs ------------------------------------------------------------------------------------ */

struct job *dcas_start(struct dcas *dcas, struct system *system, struct text name, int level) {
    struct job *job = &dcas->jobs[dcas->count];
    if (dcas->count == JOB_LIMIT || !name_set(&job->name, name)) {
        return NULL;
    }
    job->system = system;
    job->level = level;
    job->phase = ACTIVE;
    dcas->count++;
    return job;
}

void dcas_stop(struct dcas *dcas, struct job *job) {
    *job = dcas->jobs[--dcas->count];
}

struct job *dcas_job(struct dcas *dcas, const struct system *system, struct text name) {
    struct job *found = NULL;
    for (size_t index = 0; index < dcas->count; index++) {
        struct job *job = &dcas->jobs[index];
        if ((system == NULL || job->system == system) && text_equal(name_text(&job->name), name)) {
            if (found != NULL) {
                return NULL;
            }
            found = job;
        }
    }
    return found;
}

/* --- MODIFY ---------------------------------------------------------------------------------- */

static void tell_operator(struct job *job, enum message_kind kind, const char *said, struct text insert) {
    struct line line = line_empty();
    line_add(&line, name_text(&job->name));
    line_say(&line, said);
    line_add(&line, insert);
    log_add(&job->system->console, kind, NO_SEVERITY, &line);
    log_add(&job->system->syslog, kind, NO_SEVERITY, &line);
}

/* A level is one digit from 0 to 3 and nothing else (DCAS-09). */
static bool is_level(struct text value) {
    return value.length == 1 && value.bytes[0] >= '0' && value.bytes[0] <= '0' + LEVEL_MAXIMUM;
}

void dcas_modify(struct job *job, struct text operand) {
    if (!text_begins(operand, "DEBUG=")) {
        tell_operator(job, UNKNOWN_PARAMETER, ": unknown parameter ", operand);
        return;
    }
    struct text value = text_from(operand, 6);
    if (!is_level(value)) {
        tell_operator(job, UNKNOWN_LEVEL, ": unknown debug level ", value);
        return;
    }
    job->level = value.bytes[0] - '0';
    tell_operator(job, DEBUG_LEVEL, ": the debug level is now ", value);
}

/* --- requests -------------------------------------------------------------------------------- */

static bool level_logs(int level, enum severity severity) {
    static const int from_level[] = {[ERROR] = 1, [WARNING] = 1, [INFORMATIONAL] = 2, [DEBUG] = 3};
    return level >= from_level[severity];
}

static void log_request(struct job *job, enum severity severity, const char *said, struct text data) {
    struct line line = line_empty();
    if (level_logs(job->level, severity)) {
        line_add(&line, name_text(&job->name));
        line_say(&line, said);
        line_add(&line, data);
        log_add(&job->system->syslog, OTHER, severity, &line);
    }
}

/* What the client sent is logged as it is, percent signs included (DCAS-27). */
static void log_content(struct job *job, const char *field, struct text data) {
    if (data.length > 0) {
        log_request(job, DEBUG, field, data);
    }
}

static const char *reason_to_refuse(const struct job *job, const struct lab *lab, const struct client_request *request) {
    if (!lab_knows_application(lab, job->system, request->application)) {
        return "the application has no PTKTDATA profile";
    }
    if (request->certificate.length > 0) {
        return "the certificate is not mapped to a user"; /* a lab has no such mappings */
    }
    if (!lab_knows_user(lab, job->system, request->user)) {
        return "the user is not defined";
    }
    return NULL;
}

const char *dcas_serve(struct job *job, const struct lab *lab, const struct client_request *request) {
    const char *reason = reason_to_refuse(job, lab, request);
    log_request(job, INFORMATIONAL, ": a client asks for a PassTicket", text_of(""));
    log_content(job, ": application ", request->application);
    log_content(job, ": certificate ", request->certificate);
    log_content(job, ": user ", request->user);
    log_content(job, ": correlator ", request->correlator);
    if (reason == NULL) {
        log_request(job, INFORMATIONAL, ": the client is served", text_of(""));
        return NULL;
    }
    log_request(job, ERROR, ": refused, ", text_of(reason));
    log_request(job, WARNING, ": a client left without a PassTicket", text_of(""));
    return reason;
}
