#include "commerce/item_master.hpp"

#include "message/json.hpp"
#include "message/schema.hpp"

#include <stdexcept>

namespace ledgerline::commerce {

namespace {

// What a finding waits for: the item with exactly this code, or any item that folds to this form.
constexpr std::string_view exact_cause = "item:";
constexpr std::string_view near_cause = "item-near:";

void set_parts(store::UnitOfWork& unit, const std::string& code, const message::Value& item) {
    std::vector<std::string> parts;
    if (const auto* components = item["components"].as_array())
        for (const message::Value& part : *components)
            if (std::string part_code = part["code"].text_or(""); !part_code.empty()) parts.push_back(std::move(part_code));
    unit.items().set_parts(code, parts);
}

} // namespace

std::string folded(std::string_view code) {
    std::string form;
    form.reserve(code.size());
    for (const char letter : code) {
        switch (letter) {
        case ' ': case '\t': case '\n': case '\v': case '\f': case '\r':
        case '-': case '_': case '.': case '/':
            break;
        default:
            form += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
        }
    }
    return form;
}

bool ItemMaster::apply(store::UnitOfWork& unit, const message::Value& canonical_item) const {
    const std::string* code = canonical_item["code"].as_text();
    if (code == nullptr || code->empty()) throw std::invalid_argument("an item without a code (/code) cannot be taken in");

    // The ERP stamps an item as changed for reasons that are not in the canonical item: the stamp alone is no change.
    const std::string revision = message::digest(message::without_state("item", canonical_item));
    const auto known = unit.items().find(*code);
    if (known && known->revision == revision) return false;

    const std::string form = folded(*code);
    unit.items().put({*code, form, revision, canonical_item, unit.now()});
    set_parts(unit, *code, canonical_item);
    // What is priced, shown and counted by it is compared with the stores anew. Aliases and bundles of it, only a route's policy knows.
    for (const char* kind : {store::push_kind::stock, store::push_kind::catalogue}) unit.push_queue().touch_ordered(kind, *code, unit.now(), "item " + *code);
    unit.messages().release_waiting(std::string(exact_cause) + *code);
    if (!form.empty()) unit.messages().release_waiting(std::string(near_cause) + form);
    return true;
}

std::int64_t ItemMaster::mark(store::UnitOfWork& unit) const { return unit.items().last_change(); }

bool ItemMaster::came_since(store::UnitOfWork& unit, std::int64_t mark, const std::string& waits_for) const {
    if (waits_for.starts_with(exact_cause)) return unit.items().changed_after(mark, waits_for.substr(exact_cause.size()));
    if (waits_for.starts_with(near_cause)) return unit.items().near_changed_after(mark, waits_for.substr(near_cause.size()));
    return false;
}

} // namespace ledgerline::commerce
