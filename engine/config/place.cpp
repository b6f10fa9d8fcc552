#include "config/place.hpp"

#include "base/log_text.hpp"

#include <fmt/format.h>

namespace ledgerline::config {
namespace {

// More than this helps nobody; the count of the rest is still said.
constexpr std::size_t problems_shown_max = 200;

std::string texts_of(const std::vector<Problem>& problems) {
    std::string out;
    for (std::size_t i = 0; i < problems.size(); ++i) {
        if (!out.empty()) out += '\n';
        if (i == problems_shown_max) {
            out += fmt::format("... and {} more", problems.size() - i);
            break;
        }
        out += base::visible(problems[i].text()); // names of keys and files may hold anything
    }
    return out;
}

} // namespace

std::string Problem::text() const {
    std::string out = place.file;
    if (place.line > 0) out += fmt::format(":{}:{}", place.line, place.column);
    if (!out.empty()) out += ": ";
    if (!field.empty()) out += field + ": ";
    return out + what;
}

ConfigError::ConfigError(std::vector<Problem> all) : std::runtime_error(texts_of(all)), problems(std::move(all)) {}

} // namespace ledgerline::config
