// Reads a file of the deployment.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace ledgerline::config {

struct FileText {
    std::string text;
    std::string error;          // "" or why it could not be read, as an end of "secrets/token ...": "does not exist"
    bool readable_by_all = false;
};

// Ordinary files only (a pipe or device would make the engine wait), at most `bytes_max`.
FileText read_file(const std::filesystem::path& file, std::size_t bytes_max);

} // namespace ledgerline::config
