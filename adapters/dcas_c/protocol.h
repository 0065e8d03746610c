/* The lines: reads requests, answers each with one reply, in their order, until the input ends. */
#ifndef PROTOCOL_H
#define PROTOCOL_H

#include <stdbool.h>
#include <stdio.h>

enum { LINE_LIMIT = 1024 * 1024 }; /* of a request as of a reply, the newline included */

bool protocol_serve(FILE *input, FILE *output); /* false: the output could not be written */

#endif
