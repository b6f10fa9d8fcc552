#include "unit/stock_model/between.hpp"

#include "commerce/change.hpp"
#include "commerce/levels.hpp"
#include "commerce/order_phase.hpp"
#include "commerce/order_quantities.hpp"
#include "commerce/store_stock.hpp"

#include <fmt/format.h>

namespace ledgerline::stock_model {
namespace {

using message::Value;
namespace state = store::message_state;
namespace outbox_state = store::outbox_state;

const std::vector<std::string> items = {"A", "B"};

Value item(const std::string& code) {
    Value out = Value::object({{"code", code}, {"active", true}, {"stocked", true}, {"tree", "none"}, {"units_per_sale", "1"}});
    if (code != "SET") return out;
    const auto part = [](const char* of, const char* quantity) { return Value::object({{"code", of}, {"quantity", quantity}, {"warehouse", ""}}); };
    out.set("tree", "sales");
    out.set("stocked", false);
    out.set("components", Value::array({part("A", "2"), part("B", "1")}));
    return out;
}

Value body_of(const ShopOrder& order) {
    Value lines = Value::array();
    for (const auto& [sku, quantity] : order.lines)
        lines.push(Value::object({{"kind", "physical"}, {"sku", sku}, {"quantity", Value(quantity)}, {"quantity_shipped", Value(order.phase == "fulfilled" ? quantity : 0)}}));
    return Value::object({{"placed_at", base::iso_time(order.placed_at)}, {"status", Value::object({{"phase", order.phase}})}, {"lines", std::move(lines)}});
}

std::string location_name(std::size_t location) { return std::to_string(location + 1); }

} // namespace

Planted planted_for(Mistake mistake) {
    Planted planted;
    if (mistake == Mistake::watermark_dropped) planted.demand = [](store::DemandRow& row) { row.booked_before = row.booked; };
    if (mistake == Mistake::doubt_forgotten) planted.pushed = [](store::PushedStockRow& row) { row.doubt.clear(); };
    if (mistake == Mistake::sold_counted_twice) planted.pushed = [](store::PushedStockRow& row) { row.sold_since += row.sold_since % 2; };
    return planted;
}

Between::Between(const Setup& setup, Mistake mistake, const commerce::StockPolicy& policy, const Planted& planted) : setup_(setup), mistake_(mistake), policy_(policy), tables_(planted) {
    tables_.pusher = {"stock", store::push_kind::stock, setup.settle, setup.takes_off_when_placed ? "placed" : "completed"};
    for (const std::string& sku : skus()) {
        tables_.items[sku] = {sku, sku, "1", item(sku), 0};
        tables_.due[sku] = {"stock", sku, 0, 1, "new", false};
    }
}

void Between::read_orders(const Shop& shop) {
    for (const auto& [key, order] : shop.orders)
        if (order.version > read_[key].version) reading_[key] = order;
    for (const auto& [key, order] : reading_) read_[key] = order;
}

bool Between::has_read(const ShopOrder& order) const {
    const auto known = read_.find(order.key);
    return known != read_.end() && known->second.lines == order.lines && known->second.phase == order.phase;
}

void Between::take_in_orders(base::Random& random) {
    for (const auto& [key, order] : reading_) {
        for (auto& [id, older] : tables_.messages)
            if (older.source_key == key && (older.state == state::ready || older.state == state::held)) older.state = state::superseded;
        store::MessageRow row;
        row.source = "shop/orders";
        row.type = "order";
        row.source_key = key;
        row.source_time = base::iso_time(order.changed_at);
        row.state = state::ready;
        const Value body = body_of(order);
        row.id = tables_.add(row, body);
        wanted_[key] = commerce::counted(body);
        if (order.version == 1 && random.one_in(4)) on_hold_.insert(key);
        auto work = unit();
        if (mistake_ != Mistake::held_not_counted || on_hold_.count(key) == 0) commerce::captured(work, row, body);
    }
    reading_.clear();
}

void Between::send(store::MessageRow& row, const std::string& idempotency_key, Value body, bool is_change, base::Random& random) {
    Attempt attempt{0, row.id, row.source_key, commerce::booked_on(body), is_change, !random.one_in(8)};
    row.state = state::routed;
    auto work = unit();
    if (mistake_ == Mistake::booked_when_sent) commerce::booked(work, row, body);
    if (const auto known = work.outbox().by_key(idempotency_key)) {
        tables_.outbox[known->id].message_id = row.id;
        tables_.outbox[known->id].state = outbox_state::in_flight;
        tables_.sent[known->id] = std::move(body);
        attempt.outbox = known->id;
    } else {
        store::OutboxRow out;
        out.message_id = row.id;
        out.idempotency_key = idempotency_key;
        out.state = outbox_state::in_flight;
        attempt.outbox = tables_.add(out, std::move(body));
    }
    attempts.push_back(std::move(attempt));
}

bool Between::judge(const std::string& key, base::Random& random) {
    auto work = unit();
    const auto newest = work.messages().newest("", "", key);
    if (!newest || newest->state != state::ready) return false;
    for (const Attempt& attempt : attempts)
        if (attempt.key == key) return false;
    store::MessageRow& row = message(newest->id);
    Value body = tables_.bodies.at(row.id);
    const bool counts = !commerce::counted(body).empty();
    const auto reference = tables_.references.find(key);
    if (on_hold_.count(key) > 0 && counts) {
        row.state = state::held;
        return true;
    }
    if (reference == tables_.references.end()) {
        if (!counts) {
            row.state = state::dropped;
            commerce::ended(work, row);
            wanted_.erase(key);
            return true;
        }
        // One line may wait for its item.
        if (random.one_in(5)) body.find("lines")->as_array()->front().set("booking", Value::object({{"quarantined", true}}));
        send(row, "order:" + key, std::move(body), false, random);
        return true;
    }
    const bool is_settled = message(reference->second.message_id).state == state::settled;
    const Value before = is_settled ? tables_.bodies.at(reference->second.message_id) : commerce::last_sent(work, reference->second);
    const Quantities all_before = commerce::is_cancelled(before) ? Quantities() : commerce::counted(before), on_it = is_settled ? all_before : commerce::booked_on(before), now = commerce::counted(body);
    if (now == on_it) {
        row.state = state::applied;
        commerce::completed(work, row);
    }
    else if (now == all_before) send(row, fmt::format("order:{}+2", key), std::move(body), true, random); // the rest of it
    else if (is_settled || on_it != all_before || on_it.empty()) row.state = state::held;                 // a person must decide
    else if (const auto change = commerce::next_change_key(work, "order:" + key)) send(row, *change, std::move(body), true, random);
    return true;
}

void Between::arrive(Attempt& attempt, Company& company, base::Random& random) {
    attempt.has_arrived = true;
    const auto known = company.documents.find(attempt.key);
    if (!attempt.is_change) company.documents[attempt.key] = {attempt.lines, random.below(setup_.locations), false};
    else if (known->second.delivered) attempt.was_refused = true;
    else known->second.lines = attempt.lines;
}

void Between::answer(std::size_t at) {
    const Attempt attempt = attempts.at(at);
    attempts.erase(attempts.begin() + static_cast<std::ptrdiff_t>(at));
    store::OutboxRow& out = tables_.outbox.at(attempt.outbox);
    store::MessageRow& row = message(attempt.message);
    auto work = unit();
    const bool is_newest = work.messages().newest("", "", attempt.key)->id == row.id;
    if (attempt.has_arrived && !attempt.was_refused) {
        out.state = outbox_state::delivered;
        const Value body = tables_.sent.at(out.id);
        const bool has_rest = commerce::booked_on(body) != commerce::counted(body) && !commerce::booked_on(body).empty();
        row.state = !is_newest && has_rest ? state::superseded : has_rest ? state::ready : state::delivered;
        store::CrossReferenceRow reference;
        reference.idempotency_key = "order:" + attempt.key;
        reference.message_id = row.id;
        reference.at = now_;
        tables_.references[attempt.key] = reference;
        commerce::booked(work, row, body);
    } else {
        out.state = attempt.was_refused ? outbox_state::rejected : outbox_state::withdrawn;
        row.state = !is_newest ? state::superseded : attempt.was_refused ? state::held : state::ready;
        commerce::refused(work, row);
    }
}

void Between::person_decides(const std::string& key, Company& company, base::Random& random) {
    auto work = unit();
    const auto newest = work.messages().newest("", "", key);
    if (!newest) return;
    store::MessageRow& row = message(newest->id);
    const bool has_document = tables_.references.count(key) > 0;
    if (row.state == state::held && (has_document || random.one_in(2))) {
        if (mistake_ == Mistake::held_not_counted && on_hold_.count(key) > 0) commerce::captured(work, row, tables_.bodies.at(row.id));
        on_hold_.erase(key);
        row.state = state::ready;
    } else if (row.state == state::held && random.one_in(2)) {
        row.state = state::settled;
        commerce::ended(work, row);
        wanted_.erase(key);
    } else if (row.state == state::held) {
        const Value body = tables_.bodies.at(row.id);
        company.documents[key] = {commerce::booked_on(body), random.below(setup_.locations), false};
        row.state = state::settled;
        store::CrossReferenceRow reference;
        reference.idempotency_key = "order:" + key;
        reference.message_id = row.id;
        reference.at = now_;
        tables_.references[key] = reference;
        commerce::booked(work, row, body);
    } else if (row.state == state::settled && !has_document) {
        row.state = state::ready;
        commerce::reopened(work, row);
        wanted_[key] = commerce::counted(tables_.bodies.at(row.id));
    }
}

void Between::ask_page() {
    page_ = Page{};
    page_->item = next_item_;
    page_->asked_at = now_;
    if (next_item_ == 0) pass_began_ = now_;
}

void Between::see_page(const Company& company) {
    page_->is_seen = true;
    const std::string& code = items[page_->item];
    for (std::size_t warehouse = 0; warehouse < setup_.locations; ++warehouse) {
        commerce::add_level(page_->text, location_name(warehouse), std::to_string(company.in_stock(code, warehouse)), std::to_string(company.committed(code, warehouse)), "0", false);
        page_->truth.available[warehouse] = company.available(code, warehouse);
    }
    for (const auto& [key, document] : company.documents) page_->truth.contained[key] = document.lines;
}

void Between::take_in_page() {
    const std::string& code = items[page_->item];
    snapshots_[code] = page_->truth;
    const auto known = tables_.levels.find(code);
    auto work = unit();
    const Millis read_at = mistake_ == Mistake::levels_dated_late ? now_ : page_->asked_at;
    if (known == tables_.levels.end() || known->second.levels != page_->text) {
        tables_.levels[code] = {code, page_->text, read_at};
        for (const std::string& sku : commerce::skus_of_item(work, policy_, code)) work.push_queue().touch(store::push_kind::stock, sku, now_, "stock level");
    }
    next_item_ = (page_->item + 1) % items.size();
    page_.reset();
    if (next_item_ == 0) commerce::forget_contained(work, mistake_ == Mistake::contained_dated_late ? now_ + 1 : pass_began_);
}

std::string Between::check(const std::string& sku, std::size_t location, std::int64_t quantity) const {
    const auto available = [&](const std::string& code, std::size_t at) {
        const auto known = snapshots_.find(code);
        return known == snapshots_.end() ? 0 : known->second.available.at(at);
    };
    const auto contained = [&](const std::string& code, const std::string& key, const std::string& of) {
        const auto known = snapshots_.find(code);
        if (known == snapshots_.end()) return std::int64_t{0};
        const auto document = known->second.contained.find(key);
        return document == known->second.contained.end() ? 0 : commerce::of(document->second, of);
    };
    const std::int64_t most = sellable(setup_, sku, location, wanted_, available, contained);
    if (quantity <= most) return "";
    return fmt::format("{} of {} are sent to location {}, and {} are there by what was read of the company and ordered by then", quantity, sku, location_name(location), most);
}

std::string Between::push() {
    auto work = unit();
    std::vector<store::PushDueRow> due;
    for (const auto& [sku, row] : tables_.due)
        if (row.due_at <= now_) due.push_back(row);
    commerce::spread(work, policy_, due);
    for (const store::PushDueRow& row : due) {
        const commerce::Terms terms = commerce::terms_of(work, policy_, row.sku);
        bool any = false;
        for (std::size_t location = 0; location < terms.locations.size(); ++location) {
            const auto& at = terms.locations[location];
            const auto sent = work.pushed_stock().find("stock", row.sku, at.location);
            const auto push = commerce::push_of(at.quantity, sent, setup_.takes_off_when_placed, setup_.locations);
            if (!push) continue;
            if (std::string wrong = check(row.sku, location, push->quantity); !wrong.empty()) return wrong;
            any = true;
            store::PushedStockRow next;
            next.route = "stock";
            next.sku = row.sku;
            next.location = at.location;
            next.quantity = push->quantity;
            work.pushed_stock().put(commerce::begun(mistake_ == Mistake::overlap_unnoticed ? std::nullopt : sent, next, now_, setup_.settle));
            pushing_.push_back({row.sku, location, push->quantity, row.change});
        }
        if (!any && tables_.due.at(row.sku).change == row.change) tables_.due.erase(row.sku);
    }
    return "";
}

void Between::accept(Shop& shop, base::Random& random) {
    was_accepted_ = true;
    for (const Sent& sent : pushing_) shop.accept(sent.sku, sent.location, sent.quantity, now_, now_ + static_cast<Millis>(random.below(static_cast<std::uint64_t>(setup_.applied_within))));
}

void Between::pushed(bool answer_lost) {
    auto work = unit();
    for (const Sent& sent : pushing_) {
        auto row = work.pushed_stock().find("stock", sent.sku, location_name(sent.location)).value();
        row.answered_at = now_;
        if (answer_lost) row.doubt = "the answer was lost";
        work.pushed_stock().put(row);
        if (const auto due = tables_.due.find(sent.sku); due != tables_.due.end() && due->second.change == sent.change) tables_.due.erase(due);
        if (!row.doubt.empty()) work.push_queue().touch_for("stock", sent.sku, now_ + setup_.settle + 1, row.doubt);
    }
    pushing_.clear();
    was_accepted_ = false;
}

std::string Between::words_of_push() const {
    std::string words;
    for (const Sent& sent : pushing_) words += fmt::format("{}{} of {} to {}", words.empty() ? "" : ", ", sent.quantity, sent.sku, location_name(sent.location));
    return words.empty() ? "nothing" : words;
}

std::vector<std::string> Between::ready_orders() const {
    std::vector<std::string> keys;
    for (const auto& [id, row] : tables_.messages)
        if (row.state == state::ready) keys.push_back(row.source_key);
    return keys;
}

} // namespace ledgerline::stock_model
