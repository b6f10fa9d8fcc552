/* A shared library of something else. */
#include "bad.h"

BAD_EXPORT int answer(void) { return 42; }
