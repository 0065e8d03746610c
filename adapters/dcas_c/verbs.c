#include "verbs.h"

#include <math.h>

#include "console.h"
#include "dcas.h"
#include "lab.h"

#define PROTOCOL_VERSION "1.0"

static struct lab the_lab;
static struct dcas the_dcas;
static double now; /* seconds on the virtual clock; nothing here takes any */

/* --- parameters ------------------------------------------------------------------------------ */

/* A field that is not there leaves what `text` holds, its default. */
static bool optional_text(const struct json *params, const char *name, struct text *text) {
    const struct json *member = json_member(params, name);
    if (member != NULL && member->type == JSON_STRING) {
        *text = member->text;
    }
    return member == NULL || member->type == JSON_STRING;
}

static bool required_text(const struct json *params, const char *name, struct text *text) {
    return json_member(params, name) != NULL && optional_text(params, name, text);
}

static bool optional_level(const struct json *params, const char *name, int *level) {
    const struct json *member = json_member(params, name);
    if (member == NULL || member->type == JSON_NULL) {
        return true;
    }
    if (member->type != JSON_INTEGER || member->integer < 0 || member->integer > LEVEL_MAXIMUM) {
        return false;
    }
    *level = (int)member->integer;
    return true;
}

/* --- results --------------------------------------------------------------------------------- */

static void write_outcome(struct json_writer *result, const char *outcome) {
    json_open(result, '{');
    json_key(result, "outcome");
    json_literal(result, outcome);
}

static const char *done(struct json_writer *result) {
    write_outcome(result, "done");
    json_close(result, '}');
    return NULL;
}

static const char *refused(struct json_writer *result, const char *errno_name, const char *reason) {
    write_outcome(result, "refused");
    json_key(result, "errno");
    json_literal(result, errno_name);
    json_key(result, "reason");
    json_literal(result, reason);
    json_close(result, '}');
    return NULL;
}

static const char *no_such_system(struct json_writer *result) {
    return refused(result, "EINVAL", "the lab has no such system");
}

/* --- session and lab ------------------------------------------------------------------------- */

static const char *initialize(const struct json *params, struct json_writer *result) {
    (void)params; /* whether the versions agree is the harness's affair */
    write_outcome(result, "subject");
    json_key(result, "protocol");
    json_literal(result, PROTOCOL_VERSION);
    json_key(result, "name");
    json_literal(result, "DCAS in C");
    json_key(result, "version");
    json_literal(result, "1.0");
    json_key(result, "classes");
    json_open(result, '[');
    json_literal(result, "dcas");
    json_close(result, ']');
    json_key(result, "capabilities");
    json_open(result, '[');
    json_literal(result, "build-labs");
    json_literal(result, "virtual-clock");
    json_close(result, ']');
    json_close(result, '}');
    return NULL;
}

static const char *open_lab(const struct json *params, struct json_writer *result) {
    now = 0;
    the_dcas.count = 0;
    switch (lab_open(&the_lab, json_member(params, "lab"))) {
    case LAB_MALFORMED:
        return "lab: this is no LabDefinition";
    case LAB_TOO_LARGE:
        write_outcome(result, "absent");
        json_key(result, "why");
        json_literal(result, "this subject has no room for so large a lab");
        break;
    case LAB_OPENED:
        write_outcome(result, "opened");
        break;
    }
    json_close(result, '}');
    return NULL;
}

static const char *reset_lab(const struct json *params, struct json_writer *result) {
    (void)params;
    now = 0;
    the_dcas.count = 0;
    lab_reset(&the_lab);
    return done(result);
}

/* --- what DCAS asks RACF for ----------------------------------------------------------------- */

static const char *define_profile(const struct json *params, struct json_writer *result) {
    struct text database;
    struct text profile;
    struct text resource_class = text_of("SERVAUTH");
    if (!required_text(params, "database", &database) || !required_text(params, "profile", &profile) ||
        !optional_text(params, "resource_class", &resource_class)) {
        return "database, profile and resource_class are strings";
    }
    if (!text_is(resource_class, "PTKTDATA")) {
        return refused(result, "EINVAL", "this subject has no class but PTKTDATA");
    }
    switch (lab_define_application(&the_lab, database, profile)) {
    case LAB_NO_DATABASE:
        return refused(result, "EINVAL", "the lab has no such database");
    case LAB_THERE_ALREADY:
        return refused(result, "EEXIST", "the profile is defined already");
    case LAB_NO_ROOM:
        return refused(result, "ENOMEM", "no room for another profile, or for so long a name");
    case LAB_CHANGED:
        break;
    }
    return done(result);
}

static const char *refresh_class(const struct json *params, struct json_writer *result) {
    struct text name;
    struct text resource_class = text_of("SERVAUTH");
    if (!required_text(params, "system", &name) || !optional_text(params, "resource_class", &resource_class)) {
        return "system and resource_class are strings";
    }
    const struct system *system = lab_system(&the_lab, name);
    if (system == NULL) {
        return no_such_system(result);
    }
    if (!text_is(resource_class, "PTKTDATA")) {
        return refused(result, "EINVAL", "this subject has no class but PTKTDATA");
    }
    lab_refresh(&the_lab, system);
    return done(result);
}

/* --- operator -------------------------------------------------------------------------------- */

static const char *enter_command(const struct json *params, struct json_writer *result) {
    struct text name;
    struct text command;
    if (!required_text(params, "system", &name) || !required_text(params, "command", &command)) {
        return "system and command are strings";
    }
    struct system *system = lab_system(&the_lab, name);
    if (system == NULL) {
        return no_such_system(result);
    }
    console_enter(&the_dcas, system, command);
    return done(result);
}

static const char *read_messages(const struct json *params, struct json_writer *result, bool console) {
    struct text name;
    if (!required_text(params, "system", &name)) {
        return "system is a string";
    }
    struct system *system = lab_system(&the_lab, name);
    if (system == NULL) {
        return no_such_system(result);
    }
    write_outcome(result, "messages");
    json_key(result, "messages");
    log_take(console ? &system->console : &system->syslog, result);
    json_close(result, '}');
    return NULL;
}

static const char *read_console(const struct json *params, struct json_writer *result) {
    return read_messages(params, result, true);
}

static const char *read_syslog(const struct json *params, struct json_writer *result) {
    return read_messages(params, result, false);
}

/* --- DCAS ------------------------------------------------------------------------------------ */

static const char *start_job(const struct json *params, struct json_writer *result) {
    struct text name;
    struct text system_name;
    struct text until = text_of("active");
    int level = LEVEL_WITHOUT_OPTION;
    if (!required_text(params, "job", &name) || !required_text(params, "system", &system_name) ||
        !optional_text(params, "until", &until) || !optional_level(params, "debug", &level)) {
        return "job and system are strings, debug is null or 0 to 3, until is a DcasPhase";
    }
    if (!text_is(until, "active") && !text_is(until, "initializing")) {
        return "until: no such DcasPhase";
    }
    struct system *system = lab_system(&the_lab, system_name);
    if (system == NULL) {
        return no_such_system(result);
    }
    if (dcas_job(&the_dcas, system, name) != NULL) {
        return refused(result, "EEXIST", "a job of that name runs on the system already");
    }
    struct job *job = dcas_start(&the_dcas, system, name, level);
    if (job == NULL) {
        return refused(result, "ENOMEM", "no room for another job, or for so long a name");
    }
    job->phase = text_is(until, "active") ? ACTIVE : INITIALIZING;
    write_outcome(result, "started");
    json_key(result, "phase");
    json_text(result, until);
    json_close(result, '}');
    return NULL;
}

/* The job that `job` names, on the system that `system` names; an empty one: where the only such job runs. */
static bool find_job(const struct json *params, struct job **job) {
    struct text name;
    struct text system_name = text_of("");
    if (!required_text(params, "job", &name) || !optional_text(params, "system", &system_name)) {
        return false;
    }
    struct system *system = lab_system(&the_lab, system_name);
    bool anywhere = system_name.length == 0;
    *job = anywhere || system != NULL ? dcas_job(&the_dcas, system, name) : NULL;
    return true;
}

static const char *stop_job(const struct json *params, struct json_writer *result) {
    struct job *job = NULL;
    if (!find_job(params, &job)) {
        return "job and system are strings";
    }
    if (job == NULL) {
        return refused(result, "ESRCH", "no such job runs");
    }
    dcas_stop(&the_dcas, job);
    return done(result);
}

static const char *serve_client(const struct json *params, struct json_writer *result) {
    struct client_request request = {.user = text_of("")};
    struct job *job = NULL;
    if (!find_job(params, &job) || !required_text(params, "application", &request.application) ||
        !optional_text(params, "certificate", &request.certificate) || !optional_text(params, "user", &request.user) ||
        !optional_text(params, "correlator", &request.correlator)) {
        return "job, system, application, certificate, user and correlator are strings";
    }
    if (job == NULL || job->phase != ACTIVE) {
        return refused(result, "ECONNREFUSED", "no active DCAS of that name listens");
    }
    const char *reason = dcas_serve(job, &the_lab, &request);
    if (reason != NULL) {
        return refused(result, "EACCES", reason);
    }
    write_outcome(result, "passticket");
    json_key(result, "user");
    json_text(result, request.user);
    json_key(result, "correlator");
    json_text(result, request.correlator);
    json_close(result, '}');
    return NULL;
}

static const char *advance_clock(const struct json *params, struct json_writer *result) {
    const struct json *seconds = json_member(params, "seconds");
    if (seconds == NULL || (seconds->type != JSON_INTEGER && seconds->type != JSON_NUMBER) || seconds->number < 0 ||
        !isfinite(now + seconds->number)) {
        return "seconds is a number, not negative";
    }
    now += seconds->number;
    write_outcome(result, "now");
    json_key(result, "seconds");
    json_number(result, now);
    json_close(result, '}');
    return NULL;
}

/* --- the table ------------------------------------------------------------------------------- */

verb *verb_named(struct text method) {
    static const struct {
        const char *name;
        verb *run;
    } verbs[] = {
        {"initialize", initialize},
        {"lab.open", open_lab},
        {"lab.reset", reset_lab},
        {"saf.define", define_profile},
        {"saf.refresh", refresh_class},
        {"console.command", enter_command},
        {"console.read", read_console},
        {"syslog.read", read_syslog},
        {"dcas.start", start_job},
        {"dcas.stop", stop_job},
        {"dcas.request", serve_client},
        {"clock.advance", advance_clock},
    };
    for (size_t index = 0; index < sizeof verbs / sizeof verbs[0]; index++) {
        if (text_is(method, verbs[index].name)) {
            return verbs[index].run;
        }
    }
    return NULL;
}
