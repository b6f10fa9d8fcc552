#include "fuzz/targets.hpp"

#include "base/clock.hpp"
#include "base/utf8.hpp"
#include "message/json.hpp"
#include "net/answer_reader.hpp"

#include <algorithm>
#include <stdexcept>

using namespace ledgerline;

namespace fuzz {

namespace {

void promise(bool is_kept, const char* what) {
    if (!is_kept) throw std::logic_error(what);
}

} // namespace

// What was accepted is UTF-8, comes out as JSON, and is the same tree when it is read again in each of its forms.
void try_json(std::string_view input) {
    message::Value tree;
    try {
        tree = message::parse_json(input);
    } catch (const message::JsonError&) {
        return;
    }
    const std::string compact = message::write_json(tree);
    promise(base::find_invalid_utf8(compact) == std::string_view::npos, "accepted JSON is not UTF-8");
    // Escapes are the only thing that may make it longer; the limit is raised so that no text near it counts.
    const message::JsonLimits wide{.bytes_max = std::size_t{64} * 1024 * 1024};
    promise(message::parse_json(compact, wide) == tree, "the compact form is another tree");
    promise(message::parse_json(message::write_json_pretty(tree), wide) == tree, "the form for people is another tree");
    const message::Value sorted = message::parse_json(message::write_json_canonical(tree), wide);
    promise(message::digest(sorted) == message::digest(tree), "the canonical form has another digest");
}

// What was accepted is the same time when it was written and is read again.
void try_time(std::string_view input) {
    const auto time = base::parse_time(input);
    if (!time) return;
    // A zone can move a time out of the four-digit years, which cannot be written as they came.
    const std::string text = base::iso_time(*time);
    if (text.find('-') != 4 || text.size() > 24) return;
    promise(base::parse_time(text) == time, "a time changes when it is written and read");
}

// Nothing may be read past the input or grow past the limit, in whatever pieces it comes.
void try_answer(std::string_view input) {
    constexpr std::size_t bytes_max = 100'000;
    for (const std::size_t piece : {std::size_t{1}, std::size_t{1'000'000}}) {
        std::string_view rest = input;
        net::AnswerReader reader(
            [&](char* buffer, std::size_t size) {
                const std::size_t part = rest.copy(buffer, std::min(size, piece));
                rest.remove_prefix(part);
                return part;
            },
            bytes_max);
        try {
            const auto response = reader.read("GET");
            promise(response.status >= 200 && response.status <= 599, "an answer has an impossible status");
            promise(response.body.size() <= bytes_max, "an answer is larger than allowed");
        } catch (const net::AnswerError&) {
        }
    }
}

} // namespace fuzz
