#include "b1/batch_parts.hpp"

#include "b1/refusal.hpp"
#include "b1/words.hpp"

namespace ledgerline::sandbox::b1 {

namespace {

// Lines end with CRLF or LF alone. Takes one line off the front, without its end.
std::string_view take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

base::Headers take_headers(std::string_view& text) {
    base::Headers headers;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        if (trim(line).empty()) break;
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) throw malformed_batch();
        headers.emplace_back(std::string(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1))));
    }
    return headers;
}

// The texts between "--boundary" lines; the closing "--boundary--" must be there.
std::vector<std::string_view> between_boundaries(std::string_view body, std::string_view boundary, std::size_t parts_max) {
    const std::string mark = "--" + std::string(boundary);
    std::vector<std::string_view> parts;
    std::string_view rest = body;
    const char* part_start = nullptr;
    while (!rest.empty()) {
        const char* line_start = rest.data();
        const std::string_view line = take_line(rest);
        if (!line.starts_with(mark)) continue;
        const std::string_view tail = trim(line.substr(mark.size()));
        if (!tail.empty() && tail != "--") continue; // another, longer boundary
        if (part_start) {
            std::string_view part(part_start, static_cast<std::size_t>(line_start - part_start));
            if (part.ends_with('\n')) part.remove_suffix(1);
            if (part.ends_with('\r')) part.remove_suffix(1);
            parts.push_back(part);
            if (parts.size() > parts_max) throw malformed("A batch has at most " + std::to_string(parts_max) + " parts");
        }
        if (tail == "--") return parts;
        part_start = rest.data();
    }
    throw malformed_batch();
}

BatchRequest read_request(std::string_view text, const base::Headers& part_headers) {
    const std::string type = lower(base::header(part_headers, "Content-Type"));
    if (!type.starts_with("application/http")) throw malformed_batch();
    BatchRequest request;
    request.content_id = base::header(part_headers, "Content-ID");
    while (!text.empty() && (text.front() == '\r' || text.front() == '\n')) text.remove_prefix(1);
    std::string_view line = trim(take_line(text));
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos) throw malformed_batch();
    request.method = line.substr(0, blank);
    line = trim(line.substr(blank + 1));
    const std::size_t version = line.rfind(" HTTP/");
    request.target = trim(version == std::string_view::npos ? line : line.substr(0, version));
    if (request.target.empty()) throw malformed_batch();
    request.headers = take_headers(text);
    request.body = text;
    return request;
}

} // namespace

std::string boundary_of(std::string_view content_type, bool& quoted) {
    quoted = false;
    for (std::string_view parameter : split(content_type, ';')) {
        parameter = trim(parameter);
        const std::string_view name = "boundary=";
        if (!starts_without_case(parameter, name)) continue;
        std::string_view value = trim(parameter.substr(name.size()));
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
            quoted = true;
            value = value.substr(1, value.size() - 2);
        }
        return std::string(value);
    }
    return "";
}

std::vector<BatchPart> read_batch(std::string_view body, std::string_view boundary, std::size_t parts_max) {
    std::vector<BatchPart> parts;
    std::size_t requests = 0;
    for (std::string_view text : between_boundaries(body, boundary, parts_max)) {
        const base::Headers headers = take_headers(text);
        BatchPart part;
        const std::string type = base::header(headers, "Content-Type");
        if (starts_without_case(type, "multipart/mixed")) {
            part.is_change_set = true;
            bool quoted = false; // inner boundaries may be quoted
            const std::string inner = boundary_of(type, quoted);
            if (inner.empty()) throw malformed_batch();
            for (std::string_view inside : between_boundaries(text, inner, parts_max)) {
                const base::Headers inner_headers = take_headers(inside);
                part.requests.push_back(read_request(inside, inner_headers));
            }
        } else {
            part.requests.push_back(read_request(text, headers));
        }
        requests += part.requests.size();
        if (requests > parts_max) throw malformed("A batch has at most " + std::to_string(parts_max) + " parts");
        parts.push_back(std::move(part));
    }
    if (parts.empty()) throw malformed_batch();
    return parts;
}

} // namespace ledgerline::sandbox::b1
