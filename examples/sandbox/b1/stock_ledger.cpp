#include "b1/stock_ledger.hpp"

namespace ledgerline::sandbox::b1 {

void StockLedger::add(StockMovement movement, Journal& journal) {
    movements_.push_back(std::move(movement));
    if (movements_.size() > movements_max) movements_.pop_front();
    const std::uint64_t number = ++added_;
    journal.on_undo([this, number] {
        if (added_ != number || movements_.empty()) return;
        movements_.pop_back();
        --added_;
    });
}

void StockLedger::name_new(const std::string& entity_set, std::int64_t entry) {
    for (auto movement = movements_.rbegin(); movement != movements_.rend(); ++movement) {
        if (movement->entity_set != entity_set) continue;
        if (movement->entry != 0) return;
        movement->entry = entry;
    }
}

std::vector<StockMovement> StockLedger::of_item(const std::string& item_key) const {
    std::vector<StockMovement> out;
    for (const StockMovement& movement : movements_)
        if (movement.item_key == item_key) out.push_back(movement);
    return out;
}

} // namespace ledgerline::sandbox::b1
