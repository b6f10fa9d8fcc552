#include "fake_tree.hpp"

#include "ledgerline/text.hpp"

#include <stdexcept>

namespace fake {
namespace {

class Reader {
public:
    explicit Reader(std::string_view json) : json_(json) {}
    Tree whole() {
        Tree out = value();
        blanks();
        if (at_ != json_.size()) fail();
        return out;
    }

private:
    [[noreturn]] void fail() const { throw std::runtime_error("not JSON at byte " + std::to_string(at_)); }
    char peek() const { return at_ < json_.size() ? json_[at_] : '\0'; }
    void blanks() {
        while (peek() == ' ' || peek() == '\n') ++at_;
    }
    void expect(char c) {
        blanks();
        if (peek() != c) fail();
        ++at_;
    }
    bool accept(char c) {
        blanks();
        if (peek() != c) return false;
        ++at_;
        return true;
    }
    std::string string() {
        expect('"');
        std::string out;
        while (peek() != '"') {
            if (at_ >= json_.size() || static_cast<unsigned char>(peek()) < 0x20) fail();
            if (peek() != '\\') {
                out += json_[at_++];
                continue;
            }
            ++at_;
            const char c = peek();
            ++at_;
            if (c == 'n') out += '\n';
            else if (c == 't') out += '\t';
            else if (c == 'r') out += '\r';
            else if (c == 'u') {
                out += static_cast<char>(std::stoi(std::string(json_.substr(at_, 4)), nullptr, 16));
                at_ += 4;
            } else out += c;
        }
        ++at_;
        return out;
    }
    Tree value() {
        blanks();
        if (accept('{')) return list(LL_OBJECT, '}');
        if (accept('[')) return list(LL_ARRAY, ']');
        if (peek() == '"') return Tree::of_text(string());
        const std::size_t end = std::min(json_.find_first_of(",]} \n", at_), json_.size());
        const std::string word(json_.substr(at_, end - at_));
        at_ = end;
        if (word == "null") return {};
        if (word == "true" || word == "false") return {LL_BOOL, word, {}, {}};
        if (word.empty() || word.find_first_not_of("0123456789+-.eE") != std::string::npos) fail();
        return Tree::of_number(word);
    }
    Tree list(ll_kind kind, char end) {
        Tree out{kind, "", {}, {}};
        if (accept(end)) return out;
        do {
            std::string name;
            if (kind == LL_OBJECT) {
                blanks();
                name = string();
                expect(':');
            }
            Tree part = value();
            part.name = std::move(name);
            out.parts.push_back(std::move(part));
        } while (accept(','));
        expect(end);
        return out;
    }

    std::string_view json_;
    std::size_t at_ = 0;
};

} // namespace

Tree Tree::of_number(std::string_view literal) {
    const bool whole = literal.find_first_of(".eE") == std::string_view::npos && literal.size() < 19;
    return {whole ? LL_INT : LL_NUMBER, std::string(literal), {}, {}};
}

Tree* Tree::find(std::string_view member) {
    for (Tree& part : parts)
        if (kind == LL_OBJECT && part.name == member) return &part;
    return nullptr;
}

Tree& Tree::member(std::string_view called) {
    if (Tree* known = find(called)) return *known;
    parts.emplace_back();
    parts.back().name = std::string(called);
    return parts.back();
}

Tree parse(std::string_view json) { return Reader(json).whole(); }

std::string write(const Tree& tree) {
    if (tree.kind == LL_NULL) return "null";
    if (tree.kind == LL_TEXT) return ledgerline::json_quoted(tree.text);
    if (tree.kind != LL_ARRAY && tree.kind != LL_OBJECT) return tree.text;
    std::string out;
    for (const Tree& part : tree.parts) {
        if (!out.empty()) out += ',';
        if (tree.kind == LL_OBJECT) out += ledgerline::json_quoted(part.name) + ':';
        out += write(part);
    }
    return tree.kind == LL_OBJECT ? "{" + out + "}" : "[" + out + "]";
}

std::string at(const Tree& tree, const std::vector<std::string>& way) {
    const Tree* here = &tree;
    for (const std::string& step : way) {
        if (here->kind == LL_ARRAY) {
            const std::size_t index = std::stoul(step);
            here = index < here->parts.size() ? &here->parts[index] : nullptr;
        } else {
            here = here->find(step);
        }
        if (here == nullptr) return "nothing";
    }
    return write(*here);
}

} // namespace fake
