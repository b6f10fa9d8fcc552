// What a rule changed in one call: by path, before and after. Writes that follow one another at or below the same place are one
// change, so that "the rule filled in the booking" is a line of history and not thirty.
#pragma once

#include "message/value.hpp"
#include "plugin/component.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::plugin {

class ChangeRecord {
public:
    static constexpr std::size_t count_max = 100'000;
    static constexpr std::size_t weight_max = std::size_t{64} * 1024 * 1024;

    // Whether a write over `before` (null: nothing stands there) still fits. Ask before every write.
    bool has_room(const message::Value* before) const;
    // Call before the value is put there, `before` being what stands there now.
    void writing(const message::Value& document, std::string_view pointer, const message::Value* before);
    // The same for the removal of a place, after which the pointer may name its neighbour.
    void erasing(const message::Value& document, std::string_view pointer, const message::Value& before);
    // Ends the record; `document` is what the call left behind.
    std::vector<Change> finish(const message::Value& document, const std::string& component);

private:
    struct Entry {
        std::string path;
        std::optional<message::Value> before, after;
    };
    void close(const message::Value& document);

    std::vector<Entry> entries_;
    bool open_ = false; // the last entry still collects writes; its `after` is not known yet
    std::size_t weight_ = 0;
};

} // namespace ledgerline::plugin
