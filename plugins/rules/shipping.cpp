#include "shipping.hpp"

#include "item_check.hpp"
#include "line_amounts.hpp"

namespace rules {

using namespace ledgerline;

struct Shipping::Charge {
    std::string place;         // shipping, handling, wrapping, fee
    std::string label;         // for people
    Decimal amount;            // in the price mode, as the store states it
    TaxCase taxed;
    Decimal booked;            // in minor units
};

Shipping::Shipping(const Config& config) : table_(config, "tax_map"), warehouse_(config.text("item_warehouse")) {
    for (const std::string kind : {"shipping", "handling", "wrapping", "fee"}) {
        Target target{config.text(kind + "_code"), config.text(kind + "_item")};
        if (!target.code.empty() && !target.item.empty())
            config.refuse(config.problem(kind + "_item", "{}_code is set too: such a charge is either freight of the document or a line, not both", kind));
        targets_[kind] = std::move(target);
    }
}

bool Shipping::book(Order& order, const Charge& charge) {
    const Target& target = targets_.at(charge.place);
    const Node where = order[charge.place == "fee" ? "fees" : charge.place];
    if (target.code.empty() && target.item.empty()) {
        explain("MAP_ENTRY_MISSING",
                format("Order {} charges {} for {}, but neither a freight code nor an item is set for it ({}_code, {}_item)", order.number(), charge.amount, charge.label, charge.place,
                       charge.place),
                where, facts().subject("freight:" + charge.place).add("amount", charge.amount));
        return false;
    }
    if (!target.item.empty())
        if (const auto problem = problem_of_item(call(), target.item, charge.label, BillsOfMaterials::hold)) {
            explain(problem->code, problem->message, where, problem->facts);
            return false;
        }
    const auto tax = table_.find(charge.taxed);
    if (!tax) {
        explain("TAX_CODE_MISSING", format("{} is taxed as {}: no row of the tax map fits", charge.label, charge.taxed.text()), where, facts_of(charge.taxed));
        return false;
    }
    FreightBooking booking = order.booking().add_freight();
    booking.set_code(target.code);
    booking.set_amount(charge.booked);
    booking.set_tax_code(tax->code);
    booking.set_tax_rate(tax->rate);
    booking.set_label(charge.label);
    booking.set_place(charge.place);
    if (!target.item.empty()) {
        booking.set_item_code(target.item);
        booking.set_warehouse(warehouse_);
    }
    return true;
}

Verdict Shipping::apply(Order order) {
    const Mode mode(order);
    const OrderTaxes taxes(order);
    std::vector<Charge> charges;
    const auto add = [&](std::string place, std::string label, std::string_view consignment, const AmountSplit& cost) {
        if (const Decimal amount = mode.of(cost); !amount.is_zero())
            charges.push_back({place, std::move(label), amount, taxes.of_charge(place, consignment, cost.tax()), {}});
    };
    // By destination where the store's destinations add up to the order, since each may have its own tax.
    Decimal shipping, handling;
    for (const Consignment consignment : order.consignments()) {
        shipping += mode.of(consignment.shipping());
        handling += mode.of(consignment.handling());
    }
    const bool by_destination = shipping == mode.of(order.shipping()) && handling == mode.of(order.handling());
    if (by_destination) {
        for (const Consignment consignment : order.consignments()) {
            const std::string method = consignment.method().empty() ? "Shipping" : std::string(consignment.method());
            add("shipping", method, consignment.id(), consignment.shipping());
            add("handling", "Handling", consignment.id(), consignment.handling());
        }
    } else {
        add("shipping", "Shipping", "", order.shipping());
        add("handling", "Handling", "", order.handling());
    }
    add("wrapping", "Gift wrapping", "", order.wrapping());
    for (const Fee fee : order.fees())
        if (const Decimal amount = mode.gross() ? fee.inc_tax() : fee.ex_tax(); !amount.is_zero())
            charges.push_back({"fee", std::string(fee.name()), amount, taxes.of_fee(fee, mode.gross(), mode.decimals()), {}});
    if (charges.empty()) return pass();
    for (const Charge& charge : charges)
        if (charge.amount.is_negative())
            return hold("TOTAL_MISMATCH", "Order {} charges {} for {}: a document of the ERP has no negative charges, and nothing is moved to another place", order.number(),
                        charge.amount, charge.label)
                .at(order[charge.place == "fee" ? "fees" : charge.place])
                .because(facts().subject(format("order:{}", order.number())).add("amount", charge.amount));

    // Fractions of a minor unit go by largest remainder: the same sum as the lines have left room for.
    std::vector<Decimal> weights;
    for (const Charge& charge : charges) weights.push_back(charge.amount);
    const std::vector<Decimal> booked = allocate(mode.minor(other_charges(order, mode)), weights, mode.decimals());
    bool all = true;
    for (std::size_t i = 0; i < charges.size(); ++i) {
        charges[i].booked = booked[i];
        all = book(order, charges[i]) && all;
    }
    return all ? pass() : hold();
}

} // namespace rules
