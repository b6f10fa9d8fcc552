#include "plugin/change_record.hpp"

#include "message/difference.hpp"
#include "plugin/weight.hpp"

namespace ledgerline::plugin {

namespace {

bool at_or_below(std::string_view pointer, std::string_view place) {
    return pointer.substr(0, place.size()) == place && (pointer.size() == place.size() || pointer[place.size()] == '/');
}

} // namespace

bool ChangeRecord::has_room(const message::Value* before) const {
    return entries_.size() < count_max && weight_ + (before ? weight_of(*before) : 0) <= weight_max;
}

void ChangeRecord::close(const message::Value& document) {
    if (!open_) return;
    open_ = false;
    Entry& entry = entries_.back();
    if (const auto* after = message::at_pointer(document, entry.path)) {
        weight_ += weight_of(*after);
        entry.after = *after;
    }
    if (entry.before == entry.after) entries_.pop_back(); // written as it was
}

void ChangeRecord::writing(const message::Value& document, std::string_view pointer, const message::Value* before) {
    if (open_ && at_or_below(pointer, entries_.back().path)) return;
    close(document);
    Entry entry{std::string(pointer), {}, {}};
    if (before) {
        weight_ += weight_of(*before);
        entry.before = *before;
    }
    entries_.push_back(std::move(entry));
    open_ = true;
}

void ChangeRecord::erasing(const message::Value& document, std::string_view pointer, const message::Value& before) {
    if (open_ && at_or_below(pointer, entries_.back().path) && pointer.size() > entries_.back().path.size()) return;
    close(document);
    weight_ += weight_of(before);
    entries_.push_back({std::string(pointer), before, {}});
}

std::vector<Change> ChangeRecord::finish(const message::Value& document, const std::string& component) {
    close(document);
    std::vector<Change> changes;
    changes.reserve(entries_.size());
    for (auto& entry : entries_)
        changes.push_back({component, std::move(entry.path), std::move(entry.before).value_or(nullptr), std::move(entry.after).value_or(nullptr)});
    *this = ChangeRecord();
    return changes;
}

} // namespace ledgerline::plugin
