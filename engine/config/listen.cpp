#include "config/listen.hpp"

#include "config/numbers.hpp"
#include "config/quote.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>

namespace ledgerline::config {
namespace {

constexpr std::size_t token_length_min = 20; // too long to be guessed

// A name would be looked up at the start, and could be another computer's.
bool is_address(const std::string& host) {
    in6_addr address;
    return host == "localhost" || inet_pton(AF_INET, host.c_str(), &address) == 1 || inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

// "127.0.0.1:8090", "[::1]:8090".
bool read_address(const Entry& entry, ListenSettings& out, Shape& shape) {
    const auto written = shape.text(entry);
    if (!written) return false;
    const std::size_t colon = written->rfind(':');
    if (colon != std::string::npos && colon > 0) {
        std::string host = written->substr(0, colon);
        if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
        else if (host.find(':') != std::string::npos) host.clear();
        const auto port = parse_integer(written->substr(colon + 1));
        if (is_address(host) && port && *port >= 1 && *port <= 65'535) {
            out.host = host;
            out.port = static_cast<int>(*port);
            return true;
        }
    }
    shape.problem(entry, fmt::format("{} is not an address and a port from 1 to 65535; write it like 127.0.0.1:8090, or 0.0.0.0:8090 for every address of this computer", in_quotes(*written)));
    return false;
}

std::filesystem::path read_file_name(const Entry& entry, const std::filesystem::path& directory, Shape& shape) {
    const auto written = shape.text(entry);
    if (!written) return {};
    const std::filesystem::path path = directory / *written;
    std::error_code ignored;
    if (std::filesystem::is_regular_file(path, ignored)) return path;
    shape.problem(entry, fmt::format("there is no file {}; give a PEM file, relative to the deployment or as a whole path", in_quotes(path.string())));
    return {};
}

} // namespace

std::optional<ListenSettings> read_listen(const Entry& entry, const std::filesystem::path& directory, Shape& shape) {
    ListenSettings out;
    out.place = entry.place();
    if (!entry.value->is_object()) return read_address(entry, out, shape) ? std::optional(out) : std::nullopt;
    if (!shape.mapping_of(entry, {"address", "certificate", "key", "connections", "timeout", "api_token"})) return std::nullopt;
    const auto address = shape.required(entry, "address", "where to listen, such as 127.0.0.1:8090");
    if (!address || !read_address(*address, out, shape)) return std::nullopt;
    const auto certificate = Shape::member(entry, "certificate"), key = Shape::member(entry, "key");
    if (certificate) out.certificate = read_file_name(*certificate, directory, shape);
    if (key) out.key = read_file_name(*key, directory, shape);
    if (certificate.has_value() != key.has_value())
        shape.problem(entry, certificate ? "has a certificate without its key; add key" : "has a key without its certificate; add certificate");
    if (const auto connections = Shape::member(entry, "connections")) out.connections = shape.integer(*connections, 1, 500).value_or(out.connections);
    if (const auto timeout = Shape::member(entry, "timeout")) out.request_ms = shape.duration(*timeout, "1s", "5m").value_or(out.request_ms);
    if (const auto token = Shape::member(entry, "api_token")) out.api_token = shape.secret(*token, token_length_min).value_or("");
    return out;
}

} // namespace ledgerline::config
