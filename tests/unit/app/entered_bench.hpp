// A deployment with order 1047 (N1047) in its store, about which people enter something.
#pragma once

#include "command_bench.hpp"

namespace ledgerline::test {

class EnteredBench : public CommandBench {
public:
    EnteredBench(const std::string& yaml, const message::Value& lines) : CommandBench(yaml) {
        commit([&](store::UnitOfWork& unit) {
            message::Value body = order("1047");
            body.set("lines", lines);
            store::MessageRow row;
            row.route = "orders";
            row.source = "shop/orders";
            row.type = "order";
            row.source_key = "1047";
            row.revision = "r1047";
            row.group_key = "order:shop/orders:1047";
            row.correlation = "order-1047";
            row.state = store::message_state::held;
            row.number = "N1047";
            row.id = unit.messages().add(row, body);
            ledger::record(unit, {row.id, row.correlation, "received", "shop/orders", message::Value::object()});
        });
    }
    // Of the sample order, with another id and quantity.
    static message::Value line(const std::string& id, int quantity) {
        message::Value out = order("1047")["lines"].as_array()->at(0);
        out.set("id", id);
        out.set("quantity", message::Value(quantity));
        return out;
    }
};

} // namespace ledgerline::test
