#include "config/file.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace ledgerline::config {

FileText read_file(const std::filesystem::path& file, std::size_t bytes_max) {
    FileText out;
    std::error_code failure;
    const std::filesystem::file_status status = std::filesystem::status(file, failure);
    if (status.type() == std::filesystem::file_type::not_found) {
        out.error = "does not exist";
        return out;
    }
    if (failure || !std::filesystem::is_regular_file(status)) {
        out.error = failure ? "can't be read: " + failure.message() : "is not an ordinary file";
        return out;
    }
    out.readable_by_all = (status.permissions() & std::filesystem::perms::others_read) != std::filesystem::perms::none;
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        out.error = fmt::format("can't be read: {}", std::strerror(errno));
        return out;
    }
    std::array<char, 65536> part{};
    while (in && out.text.size() <= bytes_max) {
        in.read(part.data(), static_cast<std::streamsize>(part.size()));
        out.text.append(part.data(), static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad()) out.error = "can't be read: the disk reports an error";
    if (out.text.size() > bytes_max) out.error = fmt::format("is larger than {} bytes", bytes_max);
    return out;
}

} // namespace ledgerline::config
