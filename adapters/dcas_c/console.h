/* What a system does with a command that its operator types: MODIFY, or F for short, is handed to the job. */
#ifndef CONSOLE_H
#define CONSOLE_H

#include "dcas.h"

void console_enter(struct dcas *dcas, struct system *system, struct text command);

#endif
