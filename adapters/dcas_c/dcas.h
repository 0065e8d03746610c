/* DCAS: its jobs and their debug levels, MODIFY, and requests of clients for a PassTicket.
 *
 * A debug level says which lines about requests go to syslog: 0 none, 1 errors and warnings, 2 also
 * informational ones, 3 also debugging ones. Messages that answer an operator are no part of that log: they
 * go to console and syslog at every level. No TLS here and no PassTicket: whether one would be given is all.
 */
#ifndef DCAS_H
#define DCAS_H

#include "lab.h"
#include "text.h"

enum { JOB_LIMIT = 64, LEVEL_MAXIMUM = 3 };
enum { LEVEL_WITHOUT_OPTION = 0 }; /* features/dcas/levels.feature, DCAS-26: started without -d */

enum dcas_phase { INITIALIZING, ACTIVE };

struct job {
    struct name name;
    struct system *system;
    int level;
    enum dcas_phase phase;
};

struct dcas {
    struct job jobs[JOB_LIMIT];
    size_t count;
};

struct client_request {
    struct text application;
    struct text certificate; /* format 1: the subject's distinguished name */
    struct text user;        /* format 2 */
    struct text correlator;
};

struct job *dcas_start(struct dcas *dcas, struct system *system, struct text name, int level); /* NULL: no room */
void dcas_stop(struct dcas *dcas, struct job *job);

/* The one job of that name on the system, or, system NULL, in the whole lab; NULL: there is none, or not one. */
struct job *dcas_job(struct dcas *dcas, const struct system *system, struct text name);

void dcas_modify(struct job *job, struct text operand); /* an active job; folded to upper case */

/* Why a client leaves empty-handed; NULL: it is served. The job is active. */
const char *dcas_serve(struct job *job, const struct lab *lab, const struct client_request *request);

#endif
