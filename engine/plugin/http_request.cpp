#include "plugin/http_request.hpp"

#include "base/url.hpp"
#include "message/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ledgerline::plugin {

namespace {

using message::Value;

constexpr std::size_t target_size_max = 16 * 1024;
constexpr std::size_t headers_max = 64;
constexpr std::size_t header_size_max = 16 * 1024;
constexpr std::size_t body_size_max = std::size_t{8} * 1024 * 1024;
constexpr std::size_t depth_max = 64;

constexpr std::array<std::string_view, 7> methods = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"};
// They decide where a message ends and where it goes; a component that sets them could smuggle a second request.
constexpr std::array<std::string_view, 8> engine_headers = {"host",    "content-length",   "transfer-encoding",   "connection",
                                                            "upgrade", "proxy-connection", "proxy-authorization", "te"};
constexpr std::array<std::string_view, 7> known_members = {"method", "path", "query", "headers", "json", "text", "read_only"};

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
bool one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

// A path is plain text, as the SDK promises: whatever a path may not hold is encoded, "%" and "?" among it, so that an item
// code can stand in it: "/Items('50% OFF?')".
std::string encoded_path(std::string_view path) {
    std::string out;
    for (const char c : path) {
        if (is_letter_or_digit(c) || one_of(c, "-._~!$&'()*+,;=:@/")) out += c;
        else out += base::percent_encode(std::string_view(&c, 1));
    }
    return out;
}

// "/a/../b" would leave the connection's base path. (What is already encoded is encoded again and climbs nowhere.)
bool climbs(const std::string& path) {
    const std::string closed = path + '/';
    return closed.find("/../") != std::string::npos || closed.find("/./") != std::string::npos;
}

std::string path_of(const Value& request) {
    const auto* path = request["path"].as_text();
    if (!path || path->empty()) throw BadRequest("member \"path\" of the request is missing or is not text");
    if ((*path)[0] != '/') throw BadRequest("member \"path\" of the request must begin with \"/\": it is relative to the connection's url");
    if (path->compare(0, 2, "//") == 0) throw BadRequest("member \"path\" of the request begins with \"//\": that would name another host");
    if (std::any_of(path->begin(), path->end(), is_control)) throw BadRequest("member \"path\" of the request holds a line break or control character");
    if (climbs(*path)) throw BadRequest("member \"path\" of the request holds \".\" or \"..\" as a part: it must stay below the connection's url");
    return encoded_path(*path);
}

std::string target_of(const Value& request, const std::string& base_path, const config::Secrets& secrets) {
    std::string target = base_path + path_of(request);
    const Value& query = request["query"];
    if (!query.is_null() && !query.is_object()) throw BadRequest("member \"query\" of the request must be an object of text values");
    if (const auto* members = query.as_object()) {
        char separator = '?';
        for (const auto& [name, value] : *members) {
            if (value.is_null()) continue; // a parameter that is not given
            if (!value.is_text() && !value.as_int() && !value.as_number() && !value.as_bool())
                throw BadRequest(fmt::format("query parameter \"{}\" of the request must be text, but it is {}", name, name_of(value.kind())));
            const auto plain = value.as_bool() ? std::string(*value.as_bool() ? "true" : "false") : value.text_or("");
            // OData writes its options as $filter, $skip: the sign stays readable.
            target += separator;
            target += (name.compare(0, 1, "$") == 0 ? "$" + base::percent_encode(std::string_view(name).substr(1)) : base::percent_encode(name));
            target += '=';
            target += base::percent_encode(secrets.fill(plain));
            separator = '&';
        }
    }
    if (target.size() > target_size_max)
        throw BadRequest(fmt::format("path and query of the request have {} bytes; the limit is {}", target.size(), target_size_max));
    return target;
}

base::Headers headers_of(const Value& request, const config::Secrets& secrets) {
    base::Headers headers;
    const Value& given = request["headers"];
    if (!given.is_null() && !given.is_object()) throw BadRequest("member \"headers\" of the request must be an object of text values");
    if (given.size() > headers_max) throw BadRequest(fmt::format("the request has {} headers; the limit is {}", given.size(), headers_max));
    if (const auto* members = given.as_object()) {
        for (const auto& [name, value] : *members) {
            const auto allowed = [](char c) { return is_letter_or_digit(c) || one_of(c, "!#$%&'*+-.^_`|~"); };
            if (name.empty() || !std::all_of(name.begin(), name.end(), allowed)) throw BadRequest("the name of a header holds a character that no header name may hold");
            if (std::find(engine_headers.begin(), engine_headers.end(), lower(name)) != engine_headers.end())
                throw BadRequest(fmt::format("header \"{}\" is set by the engine and cannot be set by a component", name));
            if (value.is_null()) continue;
            if (!value.is_text() && !value.as_int())
                throw BadRequest(fmt::format("header \"{}\" of the request must be text, but it is {}", name, name_of(value.kind())));
            auto filled = secrets.fill(value.text_or(""));
            if (std::any_of(filled.begin(), filled.end(), [](char c) { return is_control(c) && c != '\t'; }))
                throw BadRequest(fmt::format("header \"{}\" of the request holds a line break or control character (look at the end of the secret, "
                                             "if it is one)",
                                             name));
            if (filled.size() > header_size_max) throw BadRequest(fmt::format("header \"{}\" of the request has {} bytes; the limit is {}", name, filled.size(), header_size_max));
            headers.emplace_back(name, std::move(filled));
        }
    }
    return headers;
}

// On the tree and not on its text, so that a secret with a quotation mark is still valid JSON.
Value filled(const Value& value, const config::Secrets& secrets, std::size_t depth = 0) {
    if (depth > depth_max) throw BadRequest(fmt::format("member \"json\" of the request is nested deeper than {}", depth_max));
    if (const auto* text = value.as_text()) return secrets.fill(*text);
    if (const auto* items = value.as_array()) {
        std::vector<Value> copy;
        copy.reserve(items->size());
        for (const auto& item : *items) copy.push_back(filled(item, secrets, depth + 1));
        return Value::array(std::move(copy));
    }
    if (const auto* members = value.as_object()) {
        std::vector<message::Member> copy;
        copy.reserve(members->size());
        for (const auto& [name, member] : *members) copy.emplace_back(name, filled(member, secrets, depth + 1));
        return Value::object(std::move(copy));
    }
    return value;
}

void add_default(base::Headers& headers, const std::string& name, const std::string& value) {
    const auto same = [&](const auto& header) { return lower(header.first) == lower(name); };
    if (std::none_of(headers.begin(), headers.end(), same)) headers.emplace_back(name, value);
}

void add_body(base::HttpRequest& wire, const Value& request, const config::Secrets& secrets) {
    const Value* json = request.find("json");
    const Value* text = request.find("text");
    if (json && text) throw BadRequest("the request has both \"json\" and \"text\": only one can be its body");
    if (json) {
        wire.body = message::write_json(secrets.empty() ? *json : filled(*json, secrets));
        add_default(wire.headers, "Content-Type", "application/json");
    } else if (text) {
        if (!text->is_text()) throw BadRequest(fmt::format("member \"text\" of the request must be text, but it is {}", name_of(text->kind())));
        wire.body = secrets.fill(*text->as_text());
        add_default(wire.headers, "Content-Type", "text/plain; charset=utf-8");
    }
    if (wire.body.size() > body_size_max) throw BadRequest(fmt::format("the body of the request has {} bytes; the limit is {}", wire.body.size(), body_size_max));
}

} // namespace

base::HttpRequest wire_request(const Value& request, const std::string& base_path, const config::Secrets& secrets, const std::string& user_agent) {
    if (!request.is_object()) throw BadRequest("the request must be an object");
    for (const auto& [name, value] : *request.as_object())
        if (std::find(known_members.begin(), known_members.end(), name) == known_members.end())
            throw BadRequest(fmt::format("the request has a member \"{}\" that is not known (known: method, path, query, headers, json, text, read_only)", name));
    base::HttpRequest wire;
    const auto* method = request["method"].as_text();
    if (!method || std::find(methods.begin(), methods.end(), *method) == methods.end())
        throw BadRequest("member \"method\" of the request must be GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS");
    wire.method = *method;
    if (const Value* read_only = request.find("read_only"); read_only && !read_only->as_bool())
        throw BadRequest("member \"read_only\" of the request must be true or false");
    wire.target = target_of(request, base_path, secrets);
    wire.headers = headers_of(request, secrets);
    add_body(wire, request, secrets);
    add_default(wire.headers, "User-Agent", user_agent);
    add_default(wire.headers, "Accept", "application/json");
    return wire;
}

} // namespace ledgerline::plugin
