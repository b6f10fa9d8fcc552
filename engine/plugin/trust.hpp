// Who may change what is loaded into the engine: whoever may, runs code with all its rights and secrets.
#pragma once

#include <string>
#include <sys/stat.h>

namespace ledgerline::plugin {

// "" if nobody but root and the user who runs the engine may change this file or directory; else who may, and what to do.
std::string trust_problem(const struct stat& state);

} // namespace ledgerline::plugin
