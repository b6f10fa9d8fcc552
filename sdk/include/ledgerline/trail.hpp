// How a Node got to its place, kept beside the compiled path so that a message can name it. Fixed size: making and
// copying a Node allocates nothing. A trail that is too long is cut, only messages notice.
#ifndef LEDGERLINE_TRAIL_HPP
#define LEDGERLINE_TRAIL_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ledgerline::detail {

class Trail {
public:
    void add_each() { add_raw("/*"); }
    void add_name(std::string_view name) {
        std::array<char, size_max> piece{};
        std::size_t size = 0;
        const auto put = [&](char c) {
            if (size < piece.size()) piece[size] = c;
            ++size;
        };
        put('/');
        for (const char c : name) {
            switch (c) {
            case '~': put('~'), put('0'); break;
            case '/': put('~'), put('1'); break;
            case '*': put('~'), put('2'); break;
            default: put(c);
            }
        }
        if (size > piece.size()) cut_ = true;
        else add_raw({piece.data(), size});
    }

    // The pattern as the contract writes it: "/body/lines/*/sku".
    std::string_view pattern() const { return {text_.data(), size_}; }
    bool cut() const { return cut_; }

private:
    static constexpr std::size_t size_max = 150;

    void add_raw(std::string_view piece) {
        if (cut_ || size_ + piece.size() > size_max) {
            cut_ = true;
            return;
        }
        piece.copy(text_.data() + size_, piece.size());
        size_ = static_cast<std::uint8_t>(size_ + piece.size());
    }

    std::array<char, size_max> text_{};
    std::uint8_t size_ = 0;
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
