#include "commerce/demand.hpp"

#include "base/clock.hpp"
#include "commerce/change.hpp"
#include "commerce/order_phase.hpp"
#include "commerce/order_quantities.hpp"
#include "commerce/part_posting.hpp"
#include "commerce/store_stock.hpp"

#include <algorithm>
#include <optional>

namespace ledgerline::commerce {
namespace {

using message::Value;

constexpr const char* contained_note = "demand.contained"; // when the last reading began that came to its end
constexpr const char* begun_note = "demand.begun";
constexpr std::size_t forgotten_at_once = 1'000;
constexpr store::Millis ordered_kept_ms = store::Millis{32} * 86'400'000;

std::string name_of(const store::MessageRow& order) { return "order " + (order.number.empty() ? order.source_key : order.number); }

std::int64_t least_booked(const store::DemandRow& row) { return row.booked_at == 0 ? row.booked : std::min(row.booked, row.booked_before); }

// Of a document that no line waits for any more, what its rules have left out of it, or booked by another SKU: it never comes.
void add_left_out(store::UnitOfWork& unit, store::Id message, const Value& sent, Quantities& on_it) {
    if (!quarantined_lines(sent).empty()) return;
    for (const auto& [sku, quantity] : counted(unit.messages().body(message))) on_it[sku] = std::max(of(on_it, sku), quantity);
}

// What stands on the ERP's document, since when.
struct OnDocument {
    Quantities quantities;
    store::Millis at = 0;
};
std::optional<OnDocument> on_document(store::UnitOfWork& unit, const store::MessageRow& order) {
    const auto reference = unit.cross_references().of_source(order.source, order.type, order.source_key);
    if (!reference) return std::nullopt;
    const auto message = unit.messages().find(reference->message_id);
    if (!message) return std::nullopt;
    // Whatever a person has settled stands there as a whole: what is missing of it never comes.
    const bool is_settled = message->state == store::message_state::settled;
    Value body = is_settled ? Value() : last_sent(unit, *reference);
    if (body.is_null()) return OnDocument{counted(unit.messages().body(message->id)), reference->at};
    Quantities on_it = booked_on(body);
    add_left_out(unit, message->id, body, on_it);
    return OnDocument{std::move(on_it), reference->at};
}

// What its document may have become already by changes that are on their way: of each SKU the least. Nothing if there are none.
std::optional<Quantities> on_its_way(store::UnitOfWork& unit, const store::MessageRow& order) {
    std::optional<Quantities> least;
    for (const store::MessageRow& earlier : unit.messages().revisions(order.source, order.type, order.source_key)) {
        if (earlier.id >= order.id || earlier.state != store::message_state::routed) continue;
        const auto row = unit.outbox().of_message(earlier.id);
        if (!row || row->state == store::outbox_state::delivered) continue;
        const Quantities sent = booked_on(unit.outbox().body(row->id));
        if (!least) least = sent;
        for (auto& [sku, quantity] : *least) quantity = std::min(quantity, of(sent, sku));
    }
    return least;
}

void set_booked(store::DemandRow& row, std::int64_t quantity, store::Millis now) {
    row.booked_before = least_booked(row);
    row.booked = quantity;
    row.booked_at = now;
}

// Nothing is kept of what is not open whenever the levels were read.
void put_or_erase(store::UnitOfWork& unit, const store::DemandRow& row) {
    if (row.quantity <= least_booked(row)) unit.demand().erase(row);
    else unit.demand().put(row);
}

void touch(store::UnitOfWork& unit, const store::MessageRow& order, const std::string& sku) {
    unit.push_queue().touch_ordered(store::push_kind::stock, sku, unit.now(), name_of(order));
}

// A line that nothing was kept of: the ERP's numbers contained all of it, or it is new.
store::DemandRow fresh_row(store::UnitOfWork& unit, const store::MessageRow& order, const std::string& sku, const std::optional<OnDocument>& document) {
    store::DemandRow row;
    row.source = order.source;
    row.order_key = order.source_key;
    row.sku = sku;
    row.captured_at = unit.now();
    const std::int64_t booked = document ? of(document->quantities, sku) : 0;
    if (booked == 0) return row;
    row.booked = row.booked_before = booked;
    if (document->at < complete_reading(unit)) return row;
    row.booked_before = 0;
    row.booked_at = document->at;
    return row;
}

std::optional<Value> earlier_body(store::UnitOfWork& unit, const store::MessageRow& order) {
    store::Id earlier = 0;
    for (const store::MessageRow& one : unit.messages().revisions(order.source, order.type, order.source_key))
        if (one.id < order.id) earlier = std::max(earlier, one.id);
    if (earlier == 0) return std::nullopt;
    return unit.messages().body(earlier);
}

store::Millis time_placed(const Value& body) { return base::parse_time(body["placed_at"].text_or("")).value_or(0); }

void keep(store::UnitOfWork& unit, const store::MessageRow& order, const Quantities& wanted, store::Millis placed_at) {
    std::vector<store::DemandRow> rows = unit.demand().of_order(order.source, order.source_key);
    const auto has_row = [&](const std::string& sku) { return std::any_of(rows.begin(), rows.end(), [&](const store::DemandRow& row) { return row.sku == sku; }); };
    const bool any_fresh = std::any_of(wanted.begin(), wanted.end(), [&](const auto& one) { return !has_row(one.first); });
    const auto document = any_fresh ? on_document(unit, order) : std::nullopt;
    for (const auto& [sku, quantity] : wanted)
        if (!has_row(sku)) rows.push_back(fresh_row(unit, order, sku, document));
    const auto leaving = on_its_way(unit, order);
    for (store::DemandRow& row : rows) {
        row.quantity = of(wanted, row.sku);
        row.placed_at = placed_at;
        if (leaving && of(*leaving, row.sku) < row.booked) set_booked(row, of(*leaving, row.sku), unit.now());
        put_or_erase(unit, row);
    }
}

void count_ordered(store::UnitOfWork& unit, const Quantities& before, const Quantities& now, store::Millis placed_at) {
    const store::Millis at = placed_at == 0 ? unit.now() : std::min(placed_at, unit.now());
    if (at < unit.now() - ordered_kept_ms) return;
    for (const auto& [sku, quantity] : now)
        if (const std::int64_t more = quantity - of(before, sku); more > 0) unit.demand().count_ordered(sku, at, more);
}

} // namespace

std::int64_t open_of(const store::DemandRow& row, store::Millis levels_read_at) {
    const std::int64_t booked = levels_read_at > row.booked_at ? row.booked : least_booked(row);
    return std::max<std::int64_t>(row.quantity - booked, 0);
}

void captured(store::UnitOfWork& unit, const store::MessageRow& order, const Value& body) {
    if (order.type != "order") return;
    const std::optional<Value> earlier = earlier_body(unit, order);
    const Quantities before = earlier ? counted(*earlier) : Quantities(), now = counted(body);
    keep(unit, order, now, time_placed(body));
    const auto pushers = unit.push_queue().pushers(store::push_kind::stock);
    if (pushers.empty()) return;
    count_ordered(unit, before, now, time_placed(body));
    const store::Millis changed_at = base::parse_time(order.source_time).value_or(0);
    for (const std::string& sku : store_took_off(unit, pushers, name_of(order), changed_at, earlier, body)) touch(unit, order, sku);
}

void booked(store::UnitOfWork& unit, const store::MessageRow& order, const Value& sent) {
    if (order.type != "order") return;
    // What has no row needs none: the ERP's numbers contained more of it than is wanted now.
    std::vector<store::DemandRow> rows = unit.demand().of_order(order.source, order.source_key);
    Quantities on_it = booked_on(sent);
    if (std::any_of(rows.begin(), rows.end(), [&](const store::DemandRow& row) { return of(on_it, row.sku) < row.quantity; })) add_left_out(unit, order.id, sent, on_it);
    for (store::DemandRow& row : rows) {
        const std::int64_t quantity = of(on_it, row.sku);
        if (quantity == row.booked) continue;
        set_booked(row, quantity, unit.now());
        unit.demand().put(row);
        touch(unit, order, row.sku);
    }
}

void found_after_all(store::UnitOfWork& unit, const store::MessageRow& order, const Value& sent) {
    if (order.type != "order") return;
    const auto newest = unit.messages().newest(order.source, order.type, order.source_key);
    if (!newest) return;
    const Value body = unit.messages().body(newest->id);
    keep(unit, *newest, counted(body), time_placed(body));
    booked(unit, order, sent);
}

void completed(store::UnitOfWork& unit, const store::MessageRow& order) {
    if (order.type != "order") return;
    for (store::DemandRow& row : unit.demand().of_order(order.source, order.source_key)) {
        if (row.quantity <= row.booked) continue;
        set_booked(row, row.quantity, unit.now());
        unit.demand().put(row);
        touch(unit, order, row.sku);
    }
}

void refused(store::UnitOfWork& unit, const store::MessageRow& order) {
    if (order.type != "order") return;
    const auto document = on_document(unit, order);
    if (!document) return;
    for (store::DemandRow& row : unit.demand().of_order(order.source, order.source_key)) {
        if (of(document->quantities, row.sku) == row.booked) continue;
        set_booked(row, of(document->quantities, row.sku), unit.now());
        unit.demand().put(row);
    }
}

void ended(store::UnitOfWork& unit, const store::MessageRow& order) {
    if (order.type != "order") return;
    // A newer revision waits for its own end: it may be held, since nobody has settled what is new in it.
    const auto newest = unit.messages().newest(order.source, order.type, order.source_key);
    if (newest && newest->id != order.id) return;
    for (store::DemandRow& row : unit.demand().of_order(order.source, order.source_key)) {
        // What stands in the ERP all the same, its numbers have to contain first.
        const std::int64_t quantity = std::min(row.quantity, row.booked);
        if (quantity == row.quantity) continue;
        row.quantity = quantity;
        put_or_erase(unit, row);
        touch(unit, order, row.sku);
    }
}

void reopened(store::UnitOfWork& unit, const store::MessageRow& order) {
    if (order.type != "order") return;
    for (const store::DemandRow& row : unit.demand().of_order(order.source, order.source_key)) {
        unit.demand().erase(row);
        touch(unit, order, row.sku);
    }
    const auto newest = unit.messages().newest(order.source, order.type, order.source_key);
    if (!newest || newest->state == store::message_state::dropped) return; // what a rule dropped stays dropped
    const Value body = unit.messages().body(newest->id);
    const Quantities now = counted(body);
    keep(unit, *newest, now, time_placed(body));
    for (const auto& [sku, quantity] : now) touch(unit, order, sku);
}

store::Millis complete_reading(store::UnitOfWork& unit) {
    const std::string at = unit.notes().get(contained_note);
    return at.empty() ? 0 : std::stoll(at);
}

bool forget_contained(store::UnitOfWork& unit, store::Millis pass_began_at) {
    unit.notes().put(contained_note, std::to_string(pass_began_at));
    unit.demand().forget_ordered(unit.now() - ordered_kept_ms);
    // A reading that began in the same millisecond may have been a moment earlier.
    auto rows = unit.demand().booked_until(pass_began_at - 1, forgotten_at_once);
    for (store::DemandRow& row : rows) {
        row.booked_before = row.booked;
        row.booked_at = 0;
        put_or_erase(unit, row);
        unit.push_queue().touch_ordered(store::push_kind::stock, row.sku, unit.now(), "order " + row.order_key + " is in the ERP's numbers");
    }
    return rows.size() == forgotten_at_once;
}

void count_earlier(store::UnitOfWork& unit) {
    if (!unit.notes().get(begun_note).empty()) return;
    unit.notes().put(begun_note, std::to_string(unit.now()));
    for (const char* state : {store::message_state::ready, store::message_state::routed, store::message_state::held})
        for (const store::MessageRow& message : unit.messages().in_state(state, 1'000'000)) {
            if (message.type != "order") continue;
            const auto newest = unit.messages().newest(message.source, message.type, message.source_key);
            if (!newest || newest->id != message.id) continue;
            const Value body = unit.messages().body(message.id);
            keep(unit, message, counted(body), time_placed(body));
        }
}

} // namespace ledgerline::commerce
