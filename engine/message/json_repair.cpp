#include "message/json_repair.hpp"

#include "base/utf8.hpp"

#include <charconv>

namespace ledgerline::message {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

std::string hex(unsigned value, int digits) {
    static constexpr char letters[] = "0123456789ABCDEF";
    std::string out;
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += letters[(value >> shift) & 0xFU];
    return out;
}

// The four digits of an escape; nothing: it is none, which is for the parser to tell.
std::optional<unsigned> escape_at(std::string_view text, std::size_t at) {
    if (text.size() < at + 6 || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
    unsigned value = 0;
    const char* first = text.data() + at + 2;
    const auto [end, error] = std::from_chars(first, first + 4, value, 16);
    return error == std::errc() && end == first + 4 ? std::optional(value) : std::nullopt;
}

bool is_high(unsigned unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low(unsigned unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

class Repair {
public:
    explicit Repair(std::string_view text) : text_(text) {}

    Repaired run() {
        bool in_string = false;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (in_string && c == '\\') escape();
            else if (c == '"') {
                in_string = !in_string;
                keep(1);
            } else if (in_string && static_cast<unsigned char>(c) < 0x20) replace(static_cast<unsigned char>(c), 2, 1);
            else if (const std::size_t length = base::utf8_length_at(text_, at_); length > 0) keep(length);
            else replace(static_cast<unsigned char>(c), 2, 1);
        }
        return std::move(out_);
    }

private:
    void keep(std::size_t length) {
        out_.text += text_.substr(at_, length);
        at_ += length;
    }
    void replace(unsigned value, int digits, std::size_t length) {
        out_.text += replacement;
        out_.text += hex(value, digits);
        ++out_.characters;
        at_ += length;
    }
    void escape() {
        const auto unit = escape_at(text_, at_);
        if (!unit) return keep(text_.size() > at_ + 1 && base::utf8_length_at(text_, at_ + 1) == 1 ? 2 : 1);
        const auto next = escape_at(text_, at_ + 6);
        if (is_high(*unit) && next && is_low(*next)) keep(12);
        else if (is_high(*unit) || is_low(*unit) || *unit == 0) replace(*unit, 4, 6);
        else keep(6);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    Repaired out_;
};

} // namespace

std::optional<Repaired> repaired_json(std::string_view text) {
    Repaired repaired = Repair(text).run();
    if (repaired.characters == 0) return std::nullopt;
    return repaired;
}

} // namespace ledgerline::message
