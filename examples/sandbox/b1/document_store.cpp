#include "b1/document_store.hpp"

#include "b1/line_status.hpp"
#include "b1/stock_booking.hpp"

namespace ledgerline::sandbox::b1 {

namespace {

void commit_stock(State& state, const Record& order, bool add) {
    for (const Record& line : order.rows("DocumentLines")) {
        const Decimal quantity = open_quantity(line);
        if (quantity.is_zero()) continue;
        const auto item = item_with_stock(state, line);
        if (!item) continue;
        const Decimal promised = inventory_quantity(*item, quantity);
        change_stock(state, item, line.text("WarehouseCode"), {{}, add ? promised : promised.negated(), {}}, {order_kind().entity_set, order.integer("DocEntry")});
    }
}

// A cancelled document and its cancellation weigh nothing.
Balance weight(const State& state, const DocumentKind& kind, const Record& document) {
    using namespace object_number;
    Balance balance;
    if (document.text("CancelStatus") != "csNo") return balance;
    const int digits = state.settings.accuracy.amounts;
    if (kind.number == order) balance.orders = open_total(document, digits);
    else if (kind.number == delivery) balance.deliveries = open_total(document, digits);
    else if (kind.number == credit_note) balance.account = document.number("DocTotal").negated();
    else if (kind.number == down_payment) balance.account = document.text("DownPaymentType") == "dptRequest" ? Decimal() : document.number("DocTotal");
    else if (kind.number == invoice) {
        balance.account = document.number("DocTotal");
        // A request has no entry of its own: what was paid on it meets the whole invoice.
        for (const Record& drawn : document.rows("DownPaymentsToDraw"))
            if (drawn.text("DownPaymentType") == "dptRequest") balance.account += drawn.number("GrossAmountToDraw");
    }
    return balance;
}

// +1: the goods come in, -1: they go out, 0: the line moves nothing.
int direction(const DocumentKind& kind, const Record& line) {
    using namespace object_number;
    const std::int64_t base = line.integer("BaseType", -1);
    if (kind.number == delivery) return -1;
    if (kind.number == return_of_goods) return 1;
    if (kind.number == invoice) return base == delivery ? 0 : -1;
    if (kind.number == credit_note) return base == return_of_goods || base == down_payment || line.yes("WithoutInventoryMovement") ? 0 : 1;
    return 0;
}

} // namespace

void put_document(State& state, const DocumentKind& kind, const Record* before, Record document) {
    if (kind.number == object_number::order) {
        if (before) commit_stock(state, *before, false);
        commit_stock(state, document, true);
    }
    Balance change = weight(state, kind, document);
    if (before) {
        const Balance old = weight(state, kind, *before);
        change = {change.account - old.account, change.deliveries - old.deliveries, change.orders - old.orders};
    }
    if (!change.is_zero()) state.refuse_locked_row("BusinessPartners", document.text("CardCode"));
    state.balances.add(key_part(document.text("CardCode"), state.ignores_case()), change, state.journal);
    (state.*kind.table).put(std::move(document), state.journal);
}

void move_goods(State& state, const DocumentKind& kind, const Record& document, bool back) {
    std::size_t number = 0;
    for (const Record& line : document.rows("DocumentLines")) {
        ++number;
        const int way = back ? -direction(kind, line) : direction(kind, line);
        const auto item = way == 0 ? nullptr : item_with_stock(state, line);
        if (!item) continue;
        const Decimal quantity = inventory_quantity(*item, line.number("Quantity"));
        const std::string warehouse = line.text("WarehouseCode");
        change_stock(state, item, warehouse, {way > 0 ? quantity : quantity.negated(), {}, {}}, {kind.entity_set, back ? document.integer("DocEntry") : 0});
        if (way < 0) check_not_negative(state, item, warehouse, kind.line_table, number);
    }
}

} // namespace ledgerline::sandbox::b1
