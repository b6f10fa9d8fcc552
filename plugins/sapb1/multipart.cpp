#include "multipart.hpp"

#include "text.hpp"

#include <algorithm>
#include <utility>

namespace sapb1 {
namespace {

constexpr std::size_t parts_max = 1000;

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
    return text;
}

// Takes the next line off; lines end with CRLF or LF.
std::string_view next_line(std::string_view& rest) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

using HeaderLines = std::vector<std::pair<std::string, std::string_view>>;

// Up to the blank line, which is taken too.
HeaderLines take_headers(std::string_view& rest) {
    HeaderLines headers;
    while (!rest.empty()) {
        const std::string_view line = next_line(rest);
        if (line.empty()) break;
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        headers.emplace_back(lower(without_blanks(line.substr(0, colon))), without_blanks(line.substr(colon + 1)));
    }
    return headers;
}

std::string_view value_of(const HeaderLines& headers, std::string_view name) {
    for (const auto& [known, value] : headers)
        if (known == name) return value;
    return {};
}

// The boundary parameter, quoted or not.
std::string boundary_of(std::string_view content_type) {
    const std::string folded = lower(content_type);
    std::size_t at = folded.find("boundary=");
    if (at == std::string::npos) return {};
    std::string_view value = content_type.substr(at + 9);
    if (!value.empty() && value.front() == '"') {
        value.remove_prefix(1);
        return std::string(value.substr(0, value.find('"')));
    }
    return std::string(without_blanks(value.substr(0, value.find(';'))));
}

bool is_multipart(std::string_view content_type) { return lower(content_type).rfind("multipart/", 0) == 0; }

struct Sections {
    std::vector<std::string_view> texts;
    bool closed = false;
};

// What stands between delimiter lines. A JSON body holds no line break inside a string, so a delimiter at the start of a
// line is always a real one.
Sections split(std::string_view text, const std::string& boundary) {
    Sections sections;
    const std::string delimiter = "--" + boundary;
    std::optional<std::size_t> begin;
    for (std::size_t line = 0; line < text.size();) {
        const std::size_t end_of_line = std::min(text.find('\n', line), text.size());
        const std::string_view whole = without_blanks(text.substr(line, end_of_line - line));
        const std::size_t after = std::min(end_of_line + 1, text.size());
        if (whole == delimiter || whole == delimiter + "--") {
            // A delimiter that the text ends in might be the beginning of a closing one.
            const bool cut_off = whole == delimiter && end_of_line == text.size();
            if (begin && !cut_off) sections.texts.push_back(text.substr(*begin, line - *begin));
            if (whole != delimiter) {
                sections.closed = true;
                return sections;
            }
            if (cut_off) break;
            begin = after;
            if (sections.texts.size() >= parts_max) return sections;
        }
        line = after;
    }
    if (begin) sections.texts.push_back(text.substr(*begin));
    return sections;
}

InnerAnswer read_inner(const HeaderLines& part_headers, std::string_view rest) {
    InnerAnswer answer;
    answer.content_id = std::string(value_of(part_headers, "content-id"));
    std::string_view line;
    while (!rest.empty() && line.empty()) line = next_line(rest);
    const std::size_t blank = line.find(' ');
    if (line.rfind("HTTP/", 0) != 0 || blank == std::string_view::npos) return answer;
    int status = 0;
    for (const char c : line.substr(blank + 1, 3)) {
        if (c < '0' || c > '9') return answer;
        status = status * 10 + (c - '0');
    }
    answer.status = status;
    const HeaderLines headers = take_headers(rest);
    if (answer.content_id.empty()) answer.content_id = std::string(value_of(headers, "content-id"));
    answer.location = std::string(value_of(headers, "location"));
    while (!rest.empty() && (rest.back() == '\n' || rest.back() == '\r' || rest.back() == ' ')) rest.remove_suffix(1);
    answer.body = rest;
    return answer;
}

BatchPart read_part(std::string_view section) {
    BatchPart part;
    const HeaderLines headers = take_headers(section);
    const std::string_view type = value_of(headers, "content-type");
    if (!is_multipart(type)) {
        part.answers.push_back(read_inner(headers, section));
        return part;
    }
    part.is_change_set = true;
    const Sections inner = split(section, boundary_of(type));
    part.complete = inner.closed;
    for (std::size_t i = 0; i < inner.texts.size(); ++i) {
        if (!inner.closed && i + 1 == inner.texts.size()) break; // cut in the middle
        std::string_view text = inner.texts[i];
        const HeaderLines inner_headers = take_headers(text);
        part.answers.push_back(read_inner(inner_headers, text));
    }
    return part;
}

} // namespace

BatchRequest write_batch(const std::vector<ChangeSet>& change_sets) {
    // Unquoted: with a quoted boundary Service Layer answers 405.
    BatchRequest request{"multipart/mixed;boundary=batch_ledgerline", {}};
    std::size_t content_id = 0;
    for (std::size_t i = 0; i < change_sets.size(); ++i) {
        const std::string inner = "changeset_" + std::to_string(i + 1);
        request.body += "--batch_ledgerline\r\nContent-Type: multipart/mixed;boundary=" + inner + "\r\n\r\n";
        for (const InnerRequest& part : change_sets[i]) {
            request.body += "--" + inner + "\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: " +
                            std::to_string(++content_id) + "\r\n\r\n" + part.method + " " + part.path + " HTTP/1.1\r\nContent-Type: application/json\r\n" + (part.without_body ? "Prefer: return-no-content\r\n" : "");
            for (const auto& [name, value] : part.headers) request.body += name + ": " + value + "\r\n";
            request.body += "\r\n" + part.json + "\r\n\r\n";
        }
        request.body += "--" + inner + "--\r\n";
    }
    request.body += "--batch_ledgerline--\r\n";
    return request;
}

std::optional<std::size_t> change_set_of(std::string_view content_id, std::size_t parts_per_change_set) {
    if (content_id.empty() || content_id.size() > 6) return std::nullopt;
    std::size_t id = 0;
    for (const char c : content_id) {
        if (c < '0' || c > '9') return std::nullopt;
        id = id * 10 + static_cast<std::size_t>(c - '0');
    }
    if (id == 0) return std::nullopt;
    return (id - 1) / parts_per_change_set;
}

BatchAnswer read_batch(std::string_view content_type, std::string_view text) {
    BatchAnswer answer;
    if (!is_multipart(content_type)) {
        answer.problem = "the answer is not multipart but \"" + std::string(content_type.substr(0, 60)) + "\"";
        return answer;
    }
    const std::string boundary = boundary_of(content_type);
    if (boundary.empty()) {
        answer.problem = "the answer names no boundary";
        return answer;
    }
    const Sections sections = split(text, boundary);
    answer.complete = sections.closed;
    for (const std::string_view section : sections.texts) answer.parts.push_back(read_part(section));
    // The last part of a text that was cut off may lack anything.
    if (!sections.closed && !answer.parts.empty()) answer.parts.back().complete = false;
    return answer;
}

} // namespace sapb1
