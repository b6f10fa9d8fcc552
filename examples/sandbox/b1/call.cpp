#include "b1/call.hpp"

#include "b1/body_text.hpp"
#include "b1/words.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace ledgerline::sandbox::b1 {

using message::Value;

namespace {

bool says(const base::Headers& headers, std::string_view name, std::string_view wanted) {
    for (const auto& [known, value] : headers) {
        if (!same_word(known, name)) continue;
        for (std::string_view part : split(value, ','))
            if (same_word(trim(part), wanted)) return true;
    }
    return false;
}

void add_version(const Call& call, base::HttpResponse& response) {
    if (call.version == Version::v1) response.headers.emplace_back("DataServiceVersion", "3.0");
    else response.headers.emplace_back("OData-Version", "4.0");
}

std::string encoded_key(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = byte > 0x20 && byte < 0x7f && std::string_view("%/?#&+\"<>\\").find(c) == std::string_view::npos;
        if (plain) {
            out += c;
        } else {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    return out;
}

} // namespace

bool Call::prefers_no_content() const {
    return says(headers, "Prefer", "return-no-content");
}

bool Call::replaces_collections() const {
    return says(headers, "B1S-ReplaceCollectionsOnPatch", "true");
}

bool Call::ignores_case() const {
    return says(headers, "B1S-CaseInsensitive", "true");
}

base::HttpResponse json_answer(const Call& call, int status, const Value& body) {
    base::HttpResponse response = text_answer(status, content_type_of(call.version), body_text(body));
    add_version(call, response);
    return response;
}

base::HttpResponse text_answer(int status, std::string_view content_type, std::string body) {
    base::HttpResponse response;
    response.status = status;
    response.headers.emplace_back("Content-Type", content_type);
    response.body = std::move(body);
    return response;
}

base::HttpResponse no_content(const Call& call) {
    base::HttpResponse response;
    response.status = 204;
    add_version(call, response);
    return response;
}

Value with_context(const Call& call, const std::string& what) {
    Value body = Value::object();
    const char* name = call.version == Version::v1 ? "odata.metadata" : "@odata.context";
    body.set(name, call.service_root() + "/$metadata#" + what);
    return body;
}

std::string etag_of(const Record& record) {
    const std::string version = std::to_string(record.integer("DataVersion", 1));
    std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
    unsigned int size = 0;
    if (EVP_Digest(version.data(), version.size(), sum.data(), &size, EVP_sha1(), nullptr) != 1) throw std::runtime_error("SHA-1 is not available");
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string hex;
    for (unsigned int i = 0; i < size; ++i) {
        hex += digits[sum[i] >> 4U];
        hex += digits[sum[i] & 15U];
    }
    return "W/\"" + hex + "\"";
}

std::string link_of(const std::string& entity_set, const std::vector<const Property*>& key, const Record& record) {
    std::string inside;
    for (const Property* property : key) {
        if (!inside.empty()) inside += ',';
        if (key.size() > 1) inside += property->name + "=";
        std::string text = record.text(property->name);
        if (property->kind == Kind::integer) {
            inside += text;
            continue;
        }
        for (std::size_t at = text.find('\''); at != std::string::npos; at = text.find('\'', at + 2)) text.insert(at, 1, '\'');
        inside += "'" + encoded_key(text) + "'";
    }
    return entity_set + "(" + inside + ")";
}

} // namespace ledgerline::sandbox::b1
