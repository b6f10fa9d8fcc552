#include "b1/target.hpp"

#include "b1/refusal.hpp"
#include "b1/words.hpp"

#include "base/utf8.hpp"

namespace ledgerline::sandbox::b1 {

namespace {

std::string_view without_host(std::string_view target) {
    const std::size_t scheme = target.find("://");
    if (scheme == std::string_view::npos || scheme > 8) return target;
    const std::size_t path = target.find('/', scheme + 3);
    return path == std::string_view::npos ? std::string_view("/") : target.substr(path);
}

// Parts between slashes that stand outside quotes; empty parts are dropped.
std::vector<std::string> path_parts(std::string_view path) {
    std::vector<std::string> parts(1);
    bool quoted = false;
    for (const char c : path) {
        if (c == '\'') quoted = !quoted;
        if (c == '/' && !quoted) parts.emplace_back();
        else parts.back() += c;
    }
    std::erase(parts, "");
    return parts;
}

Refusal malformed_key(std::string_view segment) {
    return {400, "-1000", "Invalid key in '" + std::string(segment) + "'"};
}

std::vector<KeyValue> read_key(std::string_view inside, std::string_view segment) {
    std::vector<KeyValue> key;
    std::size_t at = 0;
    while (at < inside.size()) {
        KeyValue value;
        const std::size_t from = at;
        while (at < inside.size() && inside[at] != '\'' && inside[at] != ',' && inside[at] != '=') ++at;
        if (at < inside.size() && inside[at] == '=') {
            value.name = trim(inside.substr(from, at - from));
            ++at;
        } else {
            at = from;
        }
        while (at < inside.size() && inside[at] == ' ') ++at;
        if (at < inside.size() && inside[at] == '\'') {
            value.quoted = true;
            for (++at;; ++at) {
                if (at >= inside.size()) throw malformed_key(segment);
                if (inside[at] == '\'') {
                    if (at + 1 < inside.size() && inside[at + 1] == '\'') ++at;
                    else break;
                }
                value.text += inside[at];
            }
            ++at;
        } else {
            const std::size_t end = std::min(inside.find(',', at), inside.size());
            value.text = trim(inside.substr(at, end - at));
            at = end;
        }
        while (at < inside.size() && inside[at] == ' ') ++at;
        if (at < inside.size() && inside[at] != ',') throw malformed_key(segment);
        ++at;
        key.push_back(std::move(value));
    }
    if (key.empty()) throw malformed_key(segment);
    return key;
}

Segment read_segment(const std::string& part) {
    const std::size_t open = part.find('(');
    if (open == std::string::npos) return {part, {}};
    if (part.back() != ')') throw malformed_key(part);
    return {part.substr(0, open), read_key(std::string_view(part).substr(open + 1, part.size() - open - 2), part)};
}

Target read(std::string_view raw, std::optional<Version> implied) {
    Target out;
    std::string_view rest = without_host(raw);
    const std::size_t question = rest.find('?');
    if (question != std::string_view::npos) {
        out.raw_query = rest.substr(question + 1);
        rest = rest.substr(0, question);
    }
    std::vector<std::string> parts = path_parts(percent_decoded(rest, false));
    for (const std::string& part : parts) out.path += "/" + part;
    if (parts.size() >= 2 && parts[0] == "b1s" && (parts[1] == "v1" || parts[1] == "v2")) {
        out.version = parts[1] == "v1" ? Version::v1 : Version::v2;
        parts.erase(parts.begin(), parts.begin() + 2);
    } else if (implied && !raw.starts_with('/')) {
        out.version = implied;
    }
    if (out.version)
        for (const std::string& part : parts) out.segments.push_back(read_segment(part));
    for (std::string_view option : split(out.raw_query, '&')) {
        if (option.empty()) continue;
        const std::size_t equals = option.find('=');
        out.query.emplace_back(percent_decoded(option.substr(0, equals), true),
                               equals == std::string_view::npos ? std::string() : percent_decoded(option.substr(equals + 1), true));
    }
    // Refused here, because names from the address come back in error texts.
    const auto readable = [](const std::string& text) {
        if (base::find_invalid_utf8(text) != std::string_view::npos) throw malformed("The address is not UTF-8");
    };
    readable(out.path);
    readable(out.raw_query);
    for (const auto& [name, value] : out.query) readable(name + value);
    return out;
}

} // namespace

std::optional<std::string> Target::option(std::string_view name) const {
    for (const auto& [known, value] : query)
        if (known == name) return value;
    return std::nullopt;
}

Target read_target(std::string_view target) {
    return read(target, std::nullopt);
}

Target read_part_target(std::string_view target, Version version) {
    return read(target, version);
}

} // namespace ledgerline::sandbox::b1
