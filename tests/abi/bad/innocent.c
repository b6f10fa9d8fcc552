/* Does nothing wrong: the measure for the others, and the file that the test truncates. */
#include "bad.h"

BAD_RULE_PLUGIN(good_create, good_handle, good_destroy)
