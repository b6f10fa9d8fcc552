#include "message/json.hpp"

#include "base/digest.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace ledgerline::message {

namespace {

enum class Style { compact, pretty, canonical };

// 1 for every byte that cannot stand in a JSON text as it is.
constexpr std::array<bool, 256> needs_escape = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0; c < 0x20; ++c) table[c] = true;
    table['"'] = table['\\'] = true;
    return table;
}();

class Writer {
public:
    Writer(std::string& out, Style style) : out_(out), style_(style) {}

    void value(const Value& value, std::size_t level) {
        switch (value.kind()) {
        case Kind::null: out_ += "null"; break;
        case Kind::boolean: out_ += *value.as_bool() ? "true" : "false"; break;
        case Kind::integer: integer(*value.as_int()); break;
        case Kind::number: out_ += value.as_number()->literal; break;
        case Kind::text: text(*value.as_text()); break;
        case Kind::array: array(*value.as_array(), level); break;
        case Kind::object: object(*value.as_object(), level); break;
        }
    }

private:
    void integer(std::int64_t value) {
        std::array<char, 24> digits;
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
        out_.append(digits.data(), end);
    }

    void text(std::string_view text) {
        out_ += '"';
        std::size_t done = 0;
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (!needs_escape[static_cast<unsigned char>(text[at])]) continue;
            out_.append(text, done, at - done);
            done = at + 1;
            escape(text[at]);
        }
        out_.append(text, done);
        out_ += '"';
    }

    void escape(char c) {
        switch (c) {
        case '"': out_ += "\\\""; break;
        case '\\': out_ += "\\\\"; break;
        case '\b': out_ += "\\b"; break;
        case '\f': out_ += "\\f"; break;
        case '\n': out_ += "\\n"; break;
        case '\r': out_ += "\\r"; break;
        case '\t': out_ += "\\t"; break;
        default:
            constexpr std::string_view hex = "0123456789abcdef";
            out_ += "\\u00";
            out_ += hex[static_cast<unsigned char>(c) >> 4];
            out_ += hex[static_cast<unsigned char>(c) & 15];
        }
    }

    void array(const Value::Array& items, std::size_t level) {
        out_ += '[';
        for (std::size_t i = 0; i < items.size(); ++i) {
            separate(i, level);
            value(items[i], level + 1);
        }
        if (!items.empty()) new_line(level);
        out_ += ']';
    }

    void object(const Value::Object& members, std::size_t level) {
        out_ += '{';
        if (style_ == Style::canonical) {
            std::vector<const Member*> sorted;
            sorted.reserve(members.size());
            for (const auto& member : members) sorted.push_back(&member);
            std::sort(sorted.begin(), sorted.end(), [](const Member* a, const Member* b) { return a->first < b->first; });
            for (std::size_t i = 0; i < sorted.size(); ++i) member(*sorted[i], i, level);
        } else {
            for (std::size_t i = 0; i < members.size(); ++i) member(members[i], i, level);
        }
        if (!members.empty()) new_line(level);
        out_ += '}';
    }

    void member(const Member& member, std::size_t position, std::size_t level) {
        separate(position, level);
        text(member.first);
        out_ += style_ == Style::pretty ? ": " : ":";
        value(member.second, level + 1);
    }

    void separate(std::size_t position, std::size_t level) {
        if (position > 0) out_ += ',';
        new_line(level + 1);
    }

    void new_line(std::size_t level) {
        if (style_ != Style::pretty) return;
        out_ += '\n';
        out_.append(level * 2, ' ');
    }

    std::string& out_;
    const Style style_;
};

std::string write(const Value& value, Style style) {
    std::string out;
    out.reserve(256);
    Writer(out, style).value(value, 0);
    return out;
}

} // namespace

std::string write_json(const Value& value) { return write(value, Style::compact); }
std::string write_json_pretty(const Value& value) { return write(value, Style::pretty); }
std::string write_json_canonical(const Value& value) { return write(value, Style::canonical); }

std::string digest(const Value& value) { return base::sha256_hex(write_json_canonical(value)); }

} // namespace ledgerline::message
