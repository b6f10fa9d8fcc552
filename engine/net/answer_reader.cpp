#include "net/answer_reader.hpp"

#include "net/gzip.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace ledgerline::net {

namespace {

constexpr std::size_t head_bytes_max = 64 * 1024;
constexpr std::size_t buffer_bytes = 64 * 1024;
constexpr int interim_answers_max = 10;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::optional<std::size_t> number(std::string_view digits, int base) {
    std::size_t out = 0;
    const char* end = digits.data() + digits.size();
    const auto [stopped, error] = std::from_chars(digits.data(), end, out, base);
    if (digits.empty() || error != std::errc() || stopped != end) return std::nullopt;
    return out;
}

// All values of a header, lower case, separated by commas.
std::string all_of(const base::Headers& headers, std::string_view name) {
    std::string out;
    for (const auto& [key, value] : headers)
        if (lower(key) == name) out += (out.empty() ? "" : ",") + lower(value);
    return out;
}

bool names(const std::string& list, std::string_view wanted) {
    std::string_view rest = list;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        if (trimmed(rest.substr(0, end)) == wanted) return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

bool has_no_body(std::string_view method, int status) { return method == "HEAD" || status == 204 || status == 304; }

void remove(base::Headers& headers, std::string_view name) {
    std::erase_if(headers, [&](const auto& header) { return lower(header.first) == name; });
}

} // namespace

bool AnswerReader::fill() {
    buffer_.resize(buffer_bytes);
    at_ = 0;
    std::size_t got = 0;
    try {
        got = source_(buffer_.data(), buffer_.size());
    } catch (...) {
        buffer_.clear();
        throw;
    }
    buffer_.resize(got);
    has_begun_ = has_begun_ || got > 0;
    return got > 0;
}

// A line without its end (CR LF, or LF alone); the budget keeps a head from growing without end.
std::string AnswerReader::line(std::size_t& budget) {
    std::string out;
    while (true) {
        if (at_ == buffer_.size() && !fill()) throw AnswerError(has_begun_ ? "the connection ended inside of the answer's head" : "the connection was closed without an answer");
        const std::size_t end = buffer_.find('\n', at_);
        const std::size_t stop = std::min(end, buffer_.size());
        if (stop - at_ > budget) throw AnswerError("the head of the answer is longer than " + std::to_string(head_bytes_max) + " bytes");
        budget -= stop - at_;
        out.append(buffer_, at_, stop - at_);
        at_ = stop;
        if (end == std::string::npos) continue;
        ++at_;
        if (!out.empty() && out.back() == '\r') out.pop_back();
        return out;
    }
}

void AnswerReader::head(base::HttpResponse& response) {
    std::size_t budget = head_bytes_max;
    const std::string status = line(budget);
    const std::size_t code = status.size() >= 12 ? number(std::string_view(status).substr(9, 3), 10).value_or(0) : 0;
    const bool known = status.compare(0, 9, "HTTP/1.1 ") == 0 || status.compare(0, 9, "HTTP/1.0 ") == 0;
    if (!known || code < 100 || code > 599 || (status.size() > 12 && status[12] != ' ')) throw AnswerError("what came back is not HTTP");
    is_old_ = status[7] == '0';
    response.status = static_cast<int>(code);
    response.headers.clear();
    while (true) {
        const std::string header = line(budget);
        if (header.empty()) return;
        const std::size_t colon = header.find(':');
        const std::string name = header.substr(0, std::min(colon, header.size()));
        if (colon == std::string::npos || name.empty() || name.find_first_of(" \t") != std::string::npos)
            throw AnswerError("a header of the answer is malformed");
        response.headers.emplace_back(name, std::string(trimmed(std::string_view(header).substr(colon + 1))));
    }
}

std::string AnswerReader::exactly(std::size_t size) {
    std::string out;
    out.reserve(std::min(size, std::size_t{1} << 20)); // the size is only a promise
    while (out.size() < size) {
        if (at_ == buffer_.size() && !fill())
            throw AnswerError("the answer was cut off: " + std::to_string(out.size()) + " of " + std::to_string(size) + " bytes came");
        const std::size_t part = std::min(size - out.size(), buffer_.size() - at_);
        out.append(buffer_, at_, part);
        at_ += part;
    }
    return out;
}

std::string AnswerReader::chunked_body() {
    std::string out;
    while (true) {
        std::size_t budget = 1024;
        const std::string text = line(budget);
        const auto size = number(trimmed(std::string_view(text).substr(0, text.find(';'))), 16);
        if (!size) throw AnswerError("the answer was cut off or is malformed between two chunks");
        if (*size > bytes_max_ - out.size()) throw AnswerError("the answer is larger than " + std::to_string(bytes_max_) + " bytes");
        if (*size == 0) break;
        out += exactly(*size);
        if (std::size_t none = 1; !line(none).empty()) throw AnswerError("a chunk of the answer is malformed");
    }
    std::size_t budget = head_bytes_max;
    while (!line(budget).empty()) {} // trailers
    return out;
}

std::string AnswerReader::body_to_the_end() {
    std::string out;
    may_go_on_ = false;
    while (at_ < buffer_.size() || fill()) {
        out.append(buffer_, at_);
        at_ = buffer_.size();
        if (out.size() > bytes_max_) throw AnswerError("the answer is larger than " + std::to_string(bytes_max_) + " bytes");
    }
    return out;
}

std::string AnswerReader::body(const base::HttpResponse& response) {
    const std::string coding = all_of(response.headers, "transfer-encoding");
    const std::string lengths = all_of(response.headers, "content-length");
    if (!coding.empty()) {
        if (coding != "chunked") throw AnswerError("the answer has the unknown transfer encoding " + coding.substr(0, 40));
        if (!lengths.empty()) may_go_on_ = false; // two lengths: someone between us may have understood the other
        return chunked_body();
    }
    if (lengths.empty()) return body_to_the_end();
    // The same length may stand several times; different ones are an attack or a bug.
    std::string_view first = std::string_view(lengths).substr(0, lengths.find(','));
    const auto size = number(trimmed(first), 10);
    for (std::string_view rest = lengths; !rest.empty();) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        if (!size || number(trimmed(rest.substr(0, end)), 10) != size) throw AnswerError("the answer's Content-Length is malformed");
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (*size > bytes_max_) throw AnswerError("the answer is larger than " + std::to_string(bytes_max_) + " bytes (" + std::to_string(*size) + ")");
    return exactly(*size);
}

base::HttpResponse AnswerReader::read(std::string_view method) {
    base::HttpResponse response;
    for (int interim = 0; response.status < 200; ++interim) {
        if (interim > interim_answers_max) throw AnswerError("only interim answers came (1xx)");
        head(response);
        if (response.status == 101) throw AnswerError("the remote switched to another protocol, which nobody asked for");
    }
    const std::string connection = all_of(response.headers, "connection");
    may_go_on_ = !names(connection, "close") && (!is_old_ || names(connection, "keep-alive"));
    if (has_no_body(method, response.status)) return response;
    response.body = body(response);
    const std::string encoding = all_of(response.headers, "content-encoding");
    if (encoding.empty() || encoding == "identity" || response.body.empty()) return response;
    if (encoding != "gzip" && encoding != "x-gzip") throw AnswerError("the answer has the unknown encoding " + encoding.substr(0, 40));
    try {
        response.body = gunzip(response.body, bytes_max_);
    } catch (const GzipError& error) {
        throw AnswerError(std::string("the answer cannot be unpacked: ") + error.what());
    }
    remove(response.headers, "content-encoding"); // no longer true
    remove(response.headers, "content-length");
    return response;
}

} // namespace ledgerline::net
