// Company: master data that comes without requests.
#include "b1/body_reader.hpp"
#include "b1/gate.hpp"

#include <stdexcept>

namespace ledgerline::sandbox::b1 {

using message::Value;

namespace {

// Outside of a request a refusal is the caller's mistake.
template <class Load>
void loaded(Journal& journal, Load load) {
    try {
        load();
        journal.commit();
    } catch (const Refusal& refusal) {
        journal.roll_back();
        throw std::invalid_argument(refusal.what());
    } catch (const DecimalError& error) {
        journal.roll_back();
        throw std::invalid_argument(error.what());
    }
}

} // namespace

void Company::add_item(const Value& item) {
    const std::lock_guard hold(lock_);
    loaded(gate_->state.journal, [&] { gate_->resources.items().load(item); });
}

void Company::add_business_partner(const Value& partner) {
    const std::lock_guard hold(lock_);
    loaded(gate_->state.journal, [&] { gate_->resources.partners().load(partner); });
}

void Company::add_warehouse(const Value& warehouse) {
    const std::lock_guard hold(lock_);
    loaded(gate_->state.journal, [&] { MasterData(gate_->state, gate_->state.warehouses).load(warehouse); });
}

void Company::add_vat_group(const Value& group) {
    const std::lock_guard hold(lock_);
    loaded(gate_->state.journal, [&] { MasterData(gate_->state, gate_->state.vat_groups).load(group); });
}

void Company::add_expense(const Value& expense) {
    const std::lock_guard hold(lock_);
    loaded(gate_->state.journal, [&] { MasterData(gate_->state, gate_->state.expenses).load(expense); });
}

void Company::add_shipping_type(const Value& type) {
    const std::lock_guard hold(lock_);
    loaded(gate_->state.journal, [&] { MasterData(gate_->state, gate_->state.shipping_types).load(type); });
}

void Company::add_sales_tax_code(const Value& code) {
    const std::lock_guard hold(lock_);
    loaded(gate_->state.journal, [&] { MasterData(gate_->state, gate_->state.sales_tax_codes).load(code); });
}

void Company::add_currency(const Value& currency) {
    const std::lock_guard hold(lock_);
    loaded(gate_->state.journal, [&] { MasterData(gate_->state, gate_->state.currencies).load(currency); });
}

void Company::add_product_tree(const Value& tree) {
    const std::lock_guard hold(lock_);
    State& state = gate_->state;
    const auto require_item = [&](const char* of, const Value& code) {
        if (!state.items.find_text(code.text_or(""))) throw std::invalid_argument(std::string(of) + ": there is no item '" + code.text_or("") + "'");
    };
    require_item("TreeCode", tree["TreeCode"]);
    if (const auto* lines = tree["ProductTreeLines"].as_array())
        for (const Value& line : *lines) require_item("ProductTreeLines", line["ItemCode"]);
    loaded(state.journal, [&] { gate_->resources.product_trees().load(read_record(tree, state.schema.type("ProductTree"), {.read_only_too = true})); });
}

void Company::add_price_list(const Value& list) {
    const std::lock_guard hold(lock_);
    loaded(gate_->state.journal, [&] { MasterData(gate_->state, gate_->state.price_lists).load(list); });
}

void Company::add_special_price(const Value& price) {
    const std::lock_guard hold(lock_);
    loaded(gate_->state.journal, [&] { MasterData(gate_->state, gate_->state.special_prices).load(price); });
}

void Company::set_rate(const std::string& currency, const std::string& date, const Decimal& rate) {
    const std::lock_guard hold(lock_);
    gate_->state.rates[currency][date] = rate;
}

void Company::set_stock(const std::string& item_code, const std::string& warehouse, const Decimal& in_stock) {
    const std::lock_guard hold(lock_);
    loaded(gate_->state.journal, [&] { gate_->resources.items().set_in_stock(item_code, warehouse, in_stock); });
}

void Company::change_item(const std::string& item_code, const Value& changes) {
    const std::lock_guard hold(lock_);
    loaded(gate_->state.journal, [&] {
        const auto item = gate_->state.items.find_text(item_code);
        if (!item) throw no_such_record();
        gate_->resources.items().patch(item, read_record(changes, item->type()), false);
    });
}

} // namespace ledgerline::sandbox::b1
