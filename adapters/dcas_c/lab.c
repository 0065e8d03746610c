#include "lab.h"

static uint32_t bit_of(const struct lab *lab, const struct system *system) {
    return UINT32_C(1) << (unsigned)(system - lab->systems);
}

static size_t find_database(const struct lab *lab, struct text name) {
    size_t index = 0;
    while (index < lab->database_count && !text_equal(name_text(&lab->databases[index]), name)) {
        index++;
    }
    return index;
}

/* --- opening --------------------------------------------------------------------------------- */

static bool text_member(const struct json *object, const char *name, struct text *text) {
    const struct json *member = json_member(object, name);
    if (member == NULL || member->type != JSON_STRING) {
        return false;
    }
    *text = member->text;
    return true;
}

/* A database that systems name but the definition does not hold is an empty one. */
static enum lab_opening add_database(struct lab *lab, struct text name, size_t *found) {
    *found = find_database(lab, name);
    if (*found < lab->database_count) {
        return LAB_OPENED;
    }
    if (lab->database_count == DATABASE_LIMIT || !name_set(&lab->databases[*found], name)) {
        return LAB_TOO_LARGE;
    }
    lab->database_count++;
    return LAB_OPENED;
}

static enum lab_opening add_system(struct lab *lab, const struct json *definition, size_t unused) {
    struct text name;
    struct text database;
    (void)unused;
    if (!text_member(definition, "name", &name) || !text_member(definition, "database", &database)) {
        return LAB_MALFORMED;
    }
    if (lab->system_count == SYSTEM_LIMIT) {
        return LAB_TOO_LARGE;
    }
    struct system *system = &lab->systems[lab->system_count];
    enum lab_opening opening = add_database(lab, database, &system->database);
    if (opening != LAB_OPENED || !name_set(&system->name, name)) {
        return LAB_TOO_LARGE;
    }
    lab->system_count++;
    return LAB_OPENED;
}

static enum lab_opening add_user(struct lab *lab, const struct json *definition, size_t database) {
    struct text id;
    if (!text_member(definition, "id", &id)) {
        return LAB_MALFORMED;
    }
    if (lab->user_count == USER_LIMIT || !name_set(&lab->users[lab->user_count].id, id)) {
        return LAB_TOO_LARGE;
    }
    lab->users[lab->user_count++].database = database;
    return LAB_OPENED;
}

static enum lab_change add_application(struct lab *lab, size_t database, struct text name) {
    for (size_t index = 0; index < lab->application_count; index++) {
        const struct application *other = &lab->applications[index];
        if (other->database == database && text_equal(name_text(&other->name), name)) {
            return LAB_THERE_ALREADY;
        }
    }
    struct application *application = &lab->applications[lab->application_count];
    if (lab->application_count == APPLICATION_LIMIT || !name_set(&application->name, name)) {
        return LAB_NO_ROOM;
    }
    application->database = database;
    application->copies = 0;
    lab->application_count++;
    return LAB_CHANGED;
}

static enum lab_opening add_profile(struct lab *lab, const struct json *definition, size_t database) {
    struct text name;
    struct text resource_class = text_of("SERVAUTH");
    if (!text_member(definition, "name", &name)) {
        return LAB_MALFORMED;
    }
    (void)text_member(definition, "resource_class", &resource_class);
    if (!text_is(resource_class, "PTKTDATA")) {
        return LAB_OPENED;
    }
    return add_application(lab, database, name) == LAB_NO_ROOM ? LAB_TOO_LARGE : LAB_OPENED;
}

typedef enum lab_opening adder(struct lab *lab, const struct json *definition, size_t database);

static enum lab_opening add_each(struct lab *lab, const struct json *owner, const char *list, adder *add, size_t database) {
    const struct json *elements = json_member(owner, list);
    enum lab_opening opening = LAB_OPENED;
    if (elements == NULL) {
        return LAB_OPENED;
    }
    if (elements->type != JSON_ARRAY) {
        return LAB_MALFORMED;
    }
    for (const struct json *one = elements->first; one != NULL && opening == LAB_OPENED; one = one->next) {
        opening = add(lab, one, database);
    }
    return opening;
}

static enum lab_opening add_contents(struct lab *lab, const struct json *definition, size_t unused) {
    struct text name;
    size_t database = 0;
    (void)unused;
    if (!text_member(definition, "name", &name)) {
        return LAB_MALFORMED;
    }
    enum lab_opening opening = add_database(lab, name, &database);
    if (opening == LAB_OPENED) {
        opening = add_each(lab, definition, "users", add_user, database);
    }
    return opening == LAB_OPENED ? add_each(lab, definition, "profiles", add_profile, database) : opening;
}

static void forget(struct lab *lab) {
    lab->system_count = lab->database_count = lab->user_count = 0;
    lab->application_count = lab->applications_at_start = 0;
}

enum lab_opening lab_open(struct lab *lab, const struct json *definition) {
    forget(lab);
    enum lab_opening opening = LAB_MALFORMED;
    if (definition != NULL && definition->type == JSON_OBJECT) {
        opening = add_each(lab, definition, "systems", add_system, 0);
    }
    if (opening == LAB_OPENED) {
        opening = add_each(lab, definition, "databases", add_contents, 0);
    }
    if (opening != LAB_OPENED) {
        forget(lab);
    }
    lab->applications_at_start = lab->application_count;
    lab_reset(lab);
    return opening;
}

void lab_reset(struct lab *lab) {
    lab->application_count = lab->applications_at_start;
    for (size_t index = 0; index < lab->system_count; index++) {
        struct system *system = &lab->systems[index];
        lab_refresh(lab, system);
        log_clear(&system->console);
        log_clear(&system->syslog);
    }
}

/* --- use ------------------------------------------------------------------------------------- */

struct system *lab_system(struct lab *lab, struct text name) {
    for (size_t index = 0; index < lab->system_count; index++) {
        if (text_equal(name_text(&lab->systems[index].name), name)) {
            return &lab->systems[index];
        }
    }
    return NULL;
}

enum lab_change lab_define_application(struct lab *lab, struct text database, struct text name) {
    size_t found = find_database(lab, database);
    return found < lab->database_count ? add_application(lab, found, name) : LAB_NO_DATABASE;
}

void lab_refresh(struct lab *lab, const struct system *system) {
    for (size_t index = 0; index < lab->application_count; index++) {
        if (lab->applications[index].database == system->database) {
            lab->applications[index].copies |= bit_of(lab, system);
        }
    }
}

bool lab_knows_application(const struct lab *lab, const struct system *system, struct text name) {
    for (size_t index = 0; index < lab->application_count; index++) {
        const struct application *application = &lab->applications[index];
        if ((application->copies & bit_of(lab, system)) != 0 && text_equal(name_text(&application->name), name)) {
            return true;
        }
    }
    return false;
}

bool lab_knows_user(const struct lab *lab, const struct system *system, struct text id) {
    for (size_t index = 0; index < lab->user_count; index++) {
        const struct user *user = &lab->users[index];
        if (user->database == system->database && text_equal(name_text(&user->id), id)) {
            return true;
        }
    }
    return false;
}
