// Looks at a plugin file before the loader does: opening a truncated shared library ends in SIGBUS inside dlopen, which
// nobody can catch. Nothing of the file is run or mapped here.
#pragma once

#include <filesystem>
#include <string>

namespace ledgerline::plugin {

// "" if the file may be opened, else what is wrong with it and what to do, in plain words.
std::string elf_problem(const std::filesystem::path& file);

} // namespace ledgerline::plugin
