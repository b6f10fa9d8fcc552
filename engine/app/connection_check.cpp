#include "app/connection_check.hpp"

#include "config/file.hpp"
#include "config/quote.hpp"
#include "config/refusal.hpp"
#include "net/tls.hpp"
#include "plugin/http_service.hpp"

#include <fmt/format.h>

namespace ledgerline::app {
namespace {

using config::Problem;
using config::Section;
using message::Value;

// "" where a password or token may be in it.
std::string shown_url(const Section& connection) {
    std::string written = connection.value["url"].text_or("");
    if (connection.secrets) written = connection.secrets->describe(written);
    return written.empty() || written.find_first_of("@?#") != std::string::npos ? "" : config::in_quotes(written) + ": ";
}

std::string example_of(const std::string& name, const std::vector<config::Field>& fields) {
    for (const config::Field& field : fields)
        if (field.name == name && !field.example.empty()) return fmt::format(" (write for example {})", field.example);
    return "";
}

// "" or why nobody can be trusted by it.
std::string authority_problem(const std::filesystem::path& file) {
    constexpr std::size_t bytes_max = std::size_t{10} * 1024 * 1024; // all authorities of a system are a quarter of a megabyte
    const config::FileText read = config::read_file(file, bytes_max);
    if (!read.error.empty()) return read.error + "; give the authority's file, relative to the deployment or as a whole path";
    const std::string why = net::certificates_problem(read.text);
    return why.empty() ? "" : why + "; give the authority's certificate as a PEM file, which has a line -----BEGIN CERTIFICATE-----";
}

bool is_this_computer(const std::string& host) {
    const bool is_v4 = host.rfind("127.", 0) == 0 && host.find_first_not_of("0123456789.") == std::string::npos;
    return is_v4 || host == "localhost" || host == "::1";
}

void warn(const Section& connection, const base::Endpoint& endpoint, std::vector<Problem>& warnings) {
    if (is_this_computer(endpoint.host)) return;
    if (endpoint.scheme == "http")
        warnings.push_back(config::problem_at(connection, "/url", fmt::format("http:// is not encrypted: the password or token, and every order, cross the network to \"{}\" so that others can read "
                                                                              "and change them; write https://", endpoint.host)));
    else if (!endpoint.tls.verify && endpoint.tls.fingerprint_sha256.empty())
        warnings.push_back(config::problem_at(connection, "/verify", fmt::format("false accepts whoever answers for \"{}\": others can read and change the password or token, and every order; give the "
                                                                                 "authority (ca_file) or the certificate's fingerprint instead", endpoint.host)));
}

} // namespace

void check_endpoint(const config::Settings& settings, const config::ConnectionSettings& connection, const std::vector<config::Field>& fields, Value& values, std::vector<Problem>& problems,
                    std::vector<Problem>& warnings) {
    if (!values["url"].is_text()) return;
    if (const std::string file = values["ca_file"].text_or(""); !file.empty()) {
        const std::filesystem::path path = settings.directory / file; // a whole path stays as it is
        if (const std::string why = authority_problem(path); !why.empty())
            problems.push_back(config::problem_at(connection.values, "/ca_file", fmt::format("{} {}", config::in_quotes(file), why)));
        values.set("ca_file", path.string());
    }
    std::vector<plugin::FieldProblem> found = plugin::endpoint_problems(values);
    if (found.empty()) warn(connection.values, plugin::endpoint_of(values), warnings);
    for (plugin::FieldProblem& problem : found) {
        if (problem.field == "url") problem.what = shown_url(connection.values) + problem.what + example_of("url", fields);
        problems.push_back(config::problem_at(connection.values, "/" + problem.field, std::move(problem.what)));
    }
}

} // namespace ledgerline::app
