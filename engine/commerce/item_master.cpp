#include "commerce/item_master.hpp"

#include "message/json.hpp"
#include "message/schema.hpp"

#include <stdexcept>

namespace ledgerline::commerce {

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
    unit.messages().release_waiting("item:" + *code);
    if (!form.empty()) unit.messages().release_waiting("item-near:" + form);
    return true;
}

} // namespace ledgerline::commerce
