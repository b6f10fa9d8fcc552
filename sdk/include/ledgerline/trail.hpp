// How a Node got to its place, kept beside the compiled path so that a message can name it. Fixed size: making and
// copying a Node allocates nothing. A trail that is too long is cut, only messages notice.
#ifndef LEDGERLINE_TRAIL_HPP
#define LEDGERLINE_TRAIL_HPP

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace ledgerline::detail {

class Trail {
public:
    void add_each() { add('/', '*'); }
    void add_name(std::string_view name) {
        const std::size_t before = size_;
        add('/');
        for (const char c : name) {
            switch (c) {
            case '~': add('~', '0'); break;
            case '/': add('~', '1'); break;
            case '*': add('~', '2'); break;
            default: add(c);
            }
        }
        // Half a name would name another place.
        if (cut_) size_ = before;
    }

    // The pattern as the contract writes it: "/body/lines/*/sku".
    std::string_view pattern() const { return {text_.data(), size_}; }
    bool cut() const { return cut_; }

private:
    static constexpr std::size_t size_max = 152;

    void add(char c) {
        if (cut_ || size_ == size_max) cut_ = true;
        else text_[size_++] = c;
    }
    void add(char first, char second) {
        if (size_ + 2 > size_max) cut_ = true;
        add(first);
        add(second);
    }

    std::array<char, size_max> text_{};
    std::size_t size_ = 0;
    bool cut_ = false;
};

// A name as it stands in a JSON Pointer.
inline std::string pointer_name(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (c == '~') out += "~0";
        else if (c == '/') out += "~1";
        else out += c;
    }
    return out;
}

} // namespace ledgerline::detail

#endif
