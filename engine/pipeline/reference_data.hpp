// What rules may look up, over the engine's item master.
#pragma once

#include "commerce/item_master.hpp"
#include "plugin/component.hpp"

#include <stdexcept>

namespace ledgerline::pipeline {

class ItemReference final : public plugin::ReferenceData {
public:
    explicit ItemReference(const commerce::ItemLookup& items) : items_(items) {}
    std::optional<message::Value> lookup(std::string_view table, std::string_view key) const override {
        if (!commerce::ItemLookup::has(table)) throw std::out_of_range("there is no table " + std::string(table));
        return items_.find(table, std::string(key));
    }

private:
    const commerce::ItemLookup& items_;
};

} // namespace ledgerline::pipeline
