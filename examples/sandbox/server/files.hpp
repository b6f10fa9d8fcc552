// Small files, read whole and written so that a reader never sees half of one.
#pragma once

#include "message/value.hpp"

#include <filesystem>
#include <string>

namespace ledgerline::sandbox::server {

// Throws std::invalid_argument with the file's name.
message::Value read_json_file(const std::filesystem::path& file);
// Throws std::runtime_error with the file's name.
void write_file(const std::filesystem::path& file, const std::string& text);

} // namespace ledgerline::sandbox::server
