#include "server/files.hpp"

#include "message/json.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace ledgerline::sandbox::server {

message::Value read_json_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::invalid_argument(file.string() + ": cannot be read");
    std::ostringstream text;
    text << in.rdbuf();
    constexpr message::JsonLimits limits{std::size_t{256} * 1024 * 1024, 64};
    try {
        return message::parse_json(text.str(), limits);
    } catch (const message::JsonError& error) {
        throw std::invalid_argument(file.string() + ": " + error.what());
    }
}

void write_file(const std::filesystem::path& file, const std::string& text) {
    std::filesystem::path beside = file;
    beside += ".new";
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    std::error_code error;
    if (out) std::filesystem::rename(beside, file, error);
    if (!out || error) throw std::runtime_error(file.string() + ": cannot be written");
}

} // namespace ledgerline::sandbox::server
