/* The verbs of the protocol that the class dcas needs, and what the subject says of itself. */
#ifndef VERBS_H
#define VERBS_H

#include "json_reader.h"
#include "json_writer.h"

/* Does what is asked and writes the result object. Returns what does not fit in `params`, or NULL. */
typedef const char *verb(const struct json *params, struct json_writer *result);

verb *verb_named(struct text method); /* NULL: there is none */

#endif
