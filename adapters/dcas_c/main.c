/* An adapter for ezconform whose subject is a DCAS server in C11. It speaks over standard input and output. */
#include <stdlib.h>

#include "protocol.h"

int main(void) {
    return protocol_serve(stdin, stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
