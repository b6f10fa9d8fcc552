// Memory for the text that a component gets during one call: it stays where it is until the call ends, whatever is written in
// between. One thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace ledgerline::plugin {

class Arena {
public:
    static constexpr std::size_t size_max = std::size_t{64} * 1024 * 1024;

    // A copy that lives until clear(). Its data is null when the arena is full (and only then).
    std::string_view keep(std::string_view text);
    // Ends the life of everything kept; holds on to one block for the next call.
    void clear();

private:
    static constexpr std::size_t block_size = 16 * 1024;

    struct Block {
        std::unique_ptr<char[]> bytes;
        std::size_t size;
    };
    std::vector<Block> blocks_; // a large text gets a block of its own
    char* next_ = nullptr;
    std::size_t left_ = 0;
    std::size_t kept_ = 0;
};

} // namespace ledgerline::plugin
