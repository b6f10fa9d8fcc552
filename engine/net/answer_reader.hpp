// Reads one HTTP/1.1 answer from bytes. Strict: what is cut, ambiguous or too large is no answer.
#pragma once

#include "base/http.hpp"

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace ledgerline::net {

// Plain words.
struct AnswerError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class AnswerReader {
public:
    // Fills the buffer with at least one byte; 0 = the end. May throw.
    using Source = std::function<std::size_t(char* buffer, std::size_t size)>;

    AnswerReader(Source source, std::size_t bytes_max) : source_(std::move(source)), bytes_max_(bytes_max) {}

    // `method` of the request: an answer to HEAD has no body. Answers of the kind "1xx" are skipped. Throws AnswerError.
    base::HttpResponse read(std::string_view method);

    // Whether any byte came: if not, a kept connection may just have been closed.
    bool has_begun() const { return has_begun_; }
    // After read(): whether the connection may carry another request.
    bool may_go_on() const { return may_go_on_ && at_ == buffer_.size(); }

private:
    bool fill(); // false: the end
    std::string line(std::size_t& budget);
    std::string exactly(std::size_t size);
    void head(base::HttpResponse& response);
    std::string body(const base::HttpResponse& response);
    std::string chunked_body();
    std::string body_to_the_end();

    Source source_;
    const std::size_t bytes_max_;
    std::string buffer_;
    std::size_t at_ = 0;
    bool has_begun_ = false;
    bool may_go_on_ = false;
    bool is_old_ = false; // HTTP/1.0
};

} // namespace ledgerline::net
