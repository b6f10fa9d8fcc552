#include "message/pattern_syntax.hpp"

#include <stdexcept>
#include <string>

namespace ledgerline::message {

namespace {

constexpr std::size_t repeat_max = 1'000;
constexpr int nesting_max = 50;

ByteSet range(char from, char to) {
    ByteSet set;
    for (int byte = static_cast<unsigned char>(from); byte <= static_cast<unsigned char>(to); ++byte) set.set(static_cast<std::size_t>(byte));
    return set;
}
ByteSet single(char c) { return range(c, c); }

PatternPart bytes_part(const ByteSet& bytes) {
    PatternPart part;
    part.kind = PatternPart::Kind::bytes;
    part.bytes = bytes;
    return part;
}

PatternPart anything() {
    PatternPart part;
    part.kind = PatternPart::Kind::repeat;
    part.most = PatternPart::unlimited;
    part.parts.push_back(bytes_part(ByteSet().set()));
    return part;
}

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

class Parser {
public:
    Parser(std::string_view whole, std::string_view inside) : whole_(whole), rest_(inside) {}

    PatternPart all() {
        PatternPart part = choice(0);
        if (!rest_.empty()) refuse("a \")\" without its \"(\"");
        return part;
    }

private:
    [[noreturn]] void refuse(const std::string& why) const {
        throw std::invalid_argument("the pattern " + std::string(whole_) + " is not understood: " + why);
    }
    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    char next() {
        if (rest_.empty()) refuse("it ends too early");
        const char c = rest_.front();
        rest_.remove_prefix(1);
        if (static_cast<unsigned char>(c) >= 0x80) refuse("only ASCII characters may stand in it");
        return c;
    }

    PatternPart choice(int nesting) {
        if (nesting > nesting_max) refuse("too many groups inside of one another");
        PatternPart part;
        part.kind = PatternPart::Kind::choice;
        do part.parts.push_back(sequence(nesting));
        while (take('|'));
        return part;
    }

    PatternPart sequence(int nesting) {
        PatternPart part;
        while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')') part.parts.push_back(repeated(atom(nesting)));
        return part;
    }

    PatternPart atom(int nesting) {
        const char c = next();
        switch (c) {
        case '(': {
            if (take('?') && !take(':')) refuse("\"(?\" is only known as \"(?:\"");
            PatternPart part = choice(nesting + 1);
            if (!take(')')) refuse("a \")\" is missing");
            return part;
        }
        case '[': return bytes_part(byte_class());
        case '.': return bytes_part(~single('\n'));
        case '\\': return bytes_part(escape());
        case '^': case '$': refuse("\"^\" may stand at its start and \"$\" at its end only");
        case '?': case '*': case '+': case '{': refuse("nothing stands before a repetition");
        default: return bytes_part(single(c));
        }
    }

    ByteSet escape() {
        const char c = next();
        if (c == 'd') return range('0', '9');
        if (is_letter_or_digit(c)) refuse(std::string("the escape \\") + c);
        return single(c);
    }

    ByteSet byte_class() {
        const bool negated = take('^');
        ByteSet set;
        for (bool first = true; first || rest_.empty() || rest_.front() != ']'; first = false) {
            const char from = next();
            if (from == '\\') {
                set |= escape();
            } else if (rest_.size() >= 2 && rest_[0] == '-' && rest_[1] != ']') {
                next();
                const char to = next();
                if (to == '\\' || to < from) refuse("a range in brackets");
                set |= range(from, to);
            } else {
                set |= single(from);
            }
        }
        next();
        return negated ? ~set : set;
    }

    std::size_t count() {
        std::size_t number = 0;
        if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') refuse("a number is missing in {}");
        while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
            number = number * 10 + static_cast<std::size_t>(next() - '0');
            if (number > repeat_max) refuse("more than 1000 repetitions");
        }
        return number;
    }

    PatternPart repeated(PatternPart part) {
        PatternPart out;
        out.kind = PatternPart::Kind::repeat;
        if (take('?')) {
            out.most = 1;
        } else if (take('*')) {
            out.most = PatternPart::unlimited;
        } else if (take('+')) {
            out.least = 1;
            out.most = PatternPart::unlimited;
        } else if (take('{')) {
            out.least = out.most = count();
            if (take(',')) out.most = !rest_.empty() && rest_.front() == '}' ? PatternPart::unlimited : count();
            if (!take('}') || out.most < out.least) refuse("a repetition in {}");
        } else {
            return part;
        }
        if (!rest_.empty() && (rest_.front() == '?' || rest_.front() == '*' || rest_.front() == '+' || rest_.front() == '{')) refuse("two repetitions behind each other");
        out.parts.push_back(std::move(part));
        return out;
    }

    std::string_view whole_, rest_;
};

// Whether the "$" at the end is a sign of its own, not "\$".
bool ends_anchored(std::string_view text) {
    if (text.empty() || text.back() != '$') return false;
    std::size_t backslashes = 0;
    while (backslashes + 1 < text.size() && text[text.size() - 2 - backslashes] == '\\') ++backslashes;
    return backslashes % 2 == 0;
}

} // namespace

PatternPart parse_pattern(std::string_view text) {
    std::string_view inside = text;
    const bool at_start = !inside.empty() && inside.front() == '^';
    if (at_start) inside.remove_prefix(1);
    const bool at_end = ends_anchored(inside);
    if (at_end) inside.remove_suffix(1);
    PatternPart middle = Parser(text, inside).all();
    // "^a|b$" would anchor each choice on one side only.
    if ((at_start || at_end) && middle.parts.size() > 1) throw std::invalid_argument("the pattern " + std::string(text) + " is not understood: put ( ) around the choices between \"^\" and \"$\"");
    PatternPart whole;
    if (!at_start) whole.parts.push_back(anything());
    whole.parts.push_back(std::move(middle));
    if (!at_end) whole.parts.push_back(anything());
    return whole;
}

} // namespace ledgerline::message
