/* The scene: systems with console and syslog, and what DCAS asks RACF for: users and PTKTDATA profiles.
 *
 * Of a lab's definition the stacks, links and SERVAUTH profiles are passed over: DCAS does not need them.
 * A system works with the copy of the PTKTDATA profiles that it made when it was refreshed last.
 */
#ifndef LAB_H
#define LAB_H

#include <stdint.h>

#include "json_reader.h"
#include "message_log.h"
#include "text.h"

enum { SYSTEM_LIMIT = 16, DATABASE_LIMIT = 16, USER_LIMIT = 256, APPLICATION_LIMIT = 256 };

struct system {
    struct name name;
    size_t database;
    struct message_log console;
    struct message_log syslog;
};

struct user {
    size_t database;
    struct name id;
};

struct application { /* a profile of class PTKTDATA */
    size_t database;
    struct name name;
    uint32_t copies; /* bit n: in the copy of system n */
};

struct lab {
    struct system systems[SYSTEM_LIMIT];
    struct name databases[DATABASE_LIMIT];
    struct user users[USER_LIMIT];
    struct application applications[APPLICATION_LIMIT];
    size_t system_count;
    size_t database_count;
    size_t user_count;
    size_t application_count;
    size_t applications_at_start; /* those of the definition */
};

enum lab_opening { LAB_OPENED, LAB_TOO_LARGE, LAB_MALFORMED };
enum lab_change { LAB_CHANGED, LAB_NO_DATABASE, LAB_THERE_ALREADY, LAB_NO_ROOM };

enum lab_opening lab_open(struct lab *lab, const struct json *definition);
void lab_reset(struct lab *lab);
struct system *lab_system(struct lab *lab, struct text name); /* NULL: there is none */

enum lab_change lab_define_application(struct lab *lab, struct text database, struct text name);
void lab_refresh(struct lab *lab, const struct system *system);
bool lab_knows_application(const struct lab *lab, const struct system *system, struct text name);
bool lab_knows_user(const struct lab *lab, const struct system *system, struct text id);

#endif
