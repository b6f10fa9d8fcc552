#include "plugin/arena.hpp"

#include <cstring>

namespace ledgerline::plugin {

std::string_view Arena::keep(std::string_view text) {
    if (text.empty()) return std::string_view("", 0);
    if (text.size() > size_max - kept_) return {};
    kept_ += text.size();
    if (text.size() > left_) {
        const bool own_block = text.size() > block_size / 4;
        const std::size_t size = own_block ? text.size() : block_size;
        blocks_.push_back({std::unique_ptr<char[]>(new char[size]), size});
        if (own_block) {
            std::memcpy(blocks_.back().bytes.get(), text.data(), text.size());
            return {blocks_.back().bytes.get(), text.size()};
        }
        next_ = blocks_.back().bytes.get();
        left_ = size;
    }
    std::memcpy(next_, text.data(), text.size());
    const std::string_view kept(next_, text.size());
    next_ += text.size();
    left_ -= text.size();
    return kept;
}

void Arena::clear() {
    Block kept{};
    for (auto& block : blocks_)
        if (block.size == block_size) {
            kept = std::move(block);
            break;
        }
    blocks_.clear();
    next_ = kept.bytes.get();
    left_ = kept.size;
    if (kept.bytes) blocks_.push_back(std::move(kept));
    kept_ = 0;
}

} // namespace ledgerline::plugin
