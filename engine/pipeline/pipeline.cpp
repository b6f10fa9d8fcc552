#include "pipeline/pipeline.hpp"

#include "commerce/change.hpp"
#include "commerce/change_words.hpp"
#include "commerce/credited.hpp"
#include "commerce/demand.hpp"
#include "commerce/order_phase.hpp"
#include "commerce/returned.hpp"
#include "exceptions/booked_amount.hpp"
#include "ledger/history.hpp"
#include "message/schema.hpp"
#include "pipeline/decided.hpp"
#include "pipeline/refund_step.hpp"
#include "pipeline/return_step.hpp"
#include "plugin/found.hpp"
#include "revisions/confirmation.hpp"
#include "revisions/goods_back.hpp"

#include <fmt/format.h>

namespace ledgerline::pipeline {

using message::Value;
namespace state = store::message_state;

namespace {

constexpr const char* goods_received = "goods received"; // of a return that the ERP has booked itself

// A document that was booked with another total than it should have keeps its reason until all of the order is posted.
std::optional<exceptions::Found> booked_otherwise(const commerce::OpenPart& part) {
    const store::CrossReferenceRow& document = part.reference;
    return exceptions::booked_otherwise(document.idempotency_key, document.sink, part.body, document.remote_number, document.amount);
}

exceptions::Found dropped_after_post(const store::MessageRow& row, const commerce::OpenPart& part, const std::string& rule) {
    return {"ORDER_CHANGED_AFTER_POST",
            fmt::format("{} would not process order {} any more, but document {} of it stands in the ERP, without {}", rule, row.number.empty() ? row.source_key : row.number,
                        part.reference.remote_number, commerce::waiting_text(part.body)),
            "", row.type + ":" + row.source_key, "", "engine", Value::object({{"document", part.reference.remote_number}})};
}

Value changes_of(const std::vector<plugin::Change>& changes) {
    Value list = Value::array();
    for (const plugin::Change& change : changes)
        list.push(Value::object({{"by", change.component}, {"path", change.path}, {"before", change.before}, {"after", change.after}}));
    return list;
}

} // namespace

Pipeline::Pipeline(PipelineSettings settings, RuleChain chain, store::Store& store, const commerce::ItemMaster& items,
                   commerce::ItemLookup& lookup, const exceptions::Exceptions& exceptions, base::Log& log) :
    settings_(std::move(settings)), chain_(std::move(chain)), store_(store), items_(items), lookup_(lookup), exceptions_(exceptions),
    log_(log) {}

std::string Pipeline::waits_for() const {
    if (needs_met_) return "";
    std::string missing;
    store_.read([&](store::UnitOfWork& unit) {
        for (const Need& need : settings_.needs) {
            const auto cursor = unit.cursors().find(need.source);
            // The last page is in the store before it is in the item master.
            if (!cursor || cursor->completed_at == 0 || unit.messages().any_ready(need.route, cursor->completed_at)) missing = need.source;
        }
    });
    needs_met_ = missing.empty(); // what was there once stays
    return missing;
}

std::optional<std::string> Pipeline::idempotency_key(store::UnitOfWork& unit, const Decided& decided) const {
    if (decided.change) return commerce::next_change_key(unit, decided.change->reference.idempotency_key);
    if (decided.part) return commerce::part_key(decided.part->reference.idempotency_key, decided.part->next);
    return commerce::first_key(decided.row);
}

bool Pipeline::step() {
    if (!waits_for().empty()) return false;
    std::vector<store::MessageRow> rows;
    std::int64_t mark = 0;
    store_.read([&](store::UnitOfWork& unit) {
        rows = unit.messages().ready(settings_.route, unit.now(), settings_.batch);
        mark = items_.mark(unit);
    });
    if (rows.empty()) return false;

    std::vector<Decided> batch;
    batch.reserve(rows.size());
    for (store::MessageRow& row : rows) batch.push_back(decide(std::move(row)));
    std::vector<std::string> codes;
    for (const Decided& decided : batch)
        if (decided.what == "applied") codes.push_back(decided.body["code"].text_or(""));
    {
        const commerce::ItemLookup::Change change(lookup_, std::move(codes));
        std::vector<std::pair<std::string, std::string>> held;
        store_.commit([&](store::UnitOfWork& unit) {
            held.clear();
            for (const Decided& decided : batch)
                if (std::string code = settle(unit, decided, mark); !code.empty()) held.emplace_back(decided.row.source_key, std::move(code));
        });
        for (const auto& [key, code] : held) log_.info("held", {{"route", settings_.route}, {"key", key}, {"code", code}});
    }
    return true;
}

Pipeline::Decided Pipeline::decide(store::MessageRow row) {
    Decided decided;
    decided.row = std::move(row);
    Value body;
    std::optional<Posted> posted;
    std::optional<Settled> settled;
    store_.read([&](store::UnitOfWork& unit) {
        body = unit.messages().body(decided.row.id);
        posted = posted_document(unit, decided.row, body);
        if (!posted) settled = settled_by_hand(unit, decided.row, body);
        const bool is_of_order = decided.row.type == "refund" || (decided.row.type == "return" && !body["cancelled"].bool_or(false));
        if (is_of_order && !posted && !settled) decided.original = commerce::original_of(unit, decided.row, commerce::order_name(unit, decided.row, body));
    });
    if (posted && settings_.applies_changes && decide_change(decided, *posted, body)) return decided;
    const bool is_taken_back = decided.row.type == "return" && body["cancelled"].bool_or(false);
    if (is_taken_back && settings_.keeps == Keeps::nothing && !settled && !decided.change && (!posted || posted->is_nothing)) {
        decided.state = state::dropped;
        decided.what = "dropped";
        decided.found.push_back(withdrawn_return(decided.row, body));
        return decided;
    }
    decided.goods_are_gone = is_taken_back && body["stock_posted"].bool_or(false);
    if (settled || (posted && !decided.change && (!posted->changes.empty() || !posted->part))) {
        decided.found = std::move(settled ? settled->changes : posted->changes);
        decided.state = decided.found.empty() ? state::applied : state::held;
        decided.what = decided.found.empty() ? "unchanged" : "held";
        if (settled) decided.detail.set("settled_by", settled->by);
        else decided.detail.set("document", posted->reference.remote_number);
        if (decided.found.empty()) decided.detail.set("where", commerce::place_of_changes(decided.row.type, body));
        if (decided.found.empty()) return decided;
        if (auto otherwise = posted && posted->part ? booked_otherwise(*posted->part) : std::nullopt) decided.found.push_back(std::move(*otherwise));
        return decided;
    }
    // What was held because it does not fit its schema still does not when somebody asks for a retry. What the engine made itself has
    // passed no receiver that would have looked.
    const bool is_made_here = decided.row.type == "confirmation";
    if (decided.row.version > 0 || is_made_here) {
        if (const std::string problem = message::schema_problem(decided.row.type, body); !problem.empty()) {
            decided.hold();
            store_.read([&](store::UnitOfWork& unit) { decided.found = exceptions::standing(unit, decided.row.id); });
            if (!decided.found.empty() && decided.found.front().code == "MESSAGE_REFUSED") return decided; // the source knows better why
            decided.found.clear();
            decided.found.push_back({"MESSAGE_REFUSED",
                                     is_made_here ? fmt::format("What became of order {} cannot be told to {}: {}", decided.row.number.empty() ? decided.row.source_key : decided.row.number, settings_.sink, problem)
                                                  : "The " + decided.row.type + " as " + decided.row.source + " read it is incomplete: " + problem,
                                     "", decided.row.type + ":" + decided.row.source_key, "", decided.row.source, Value::object()});
            return decided;
        }
    }
    if (decided.original) {
        if (decided.row.type == "return") decided.found = join_return(decided.row, body, *decided.original);
        else if (auto waits = join_order(decided.row, body, *decided.original)) decided.found.push_back(std::move(*waits));
        if (!decided.found.empty()) {
            decided.hold();
            return decided;
        }
    }
    if (posted && !decided.change) {
        decided.part = std::move(posted->part);
        commerce::mark_posted(body, *decided.part);
    }
    ChainOutcome chain = chain_.run(decided.row, std::move(body));
    decided.detail.set("changes", changes_of(chain.changes));
    decided.found = plugin::found(chain.findings);
    decided.who = chain.decided_by.empty() ? "engine" : chain.decided_by;
    switch (chain.decision) {
        case ChainOutcome::Decision::drop:
            decided.state = decided.part ? state::held : state::dropped;
            decided.what = decided.part ? "held" : "dropped";
            if (decided.part) decided.found.insert(decided.found.begin(), dropped_after_post(decided.row, *decided.part, decided.who));
            break;
        case ChainOutcome::Decision::hold:
            decided.hold();
            break;
        case ChainOutcome::Decision::pass:
            decided.state = settings_.keeps == Keeps::nothing ? state::routed : state::applied;
            decided.what = settings_.keeps == Keeps::nothing ? "routed" : settings_.keeps == Keeps::items ? "applied" : goods_received;
            decided.body = std::move(chain.body);
            if (decided.state == state::routed) decide_part(decided);
            if (decided.original && decided.row.type == "refund") decide_refund(decided);
            if (settings_.keeps == Keeps::items && decided.body["code"].text_or("").empty()) {
                decided.hold();
                decided.found.push_back({"MESSAGE_REFUSED", "The item with the key " + decided.row.source_key + " has no code, so nothing could find it", "/code",
                                         decided.row.type + ":" + decided.row.source_key, "", decided.row.source, Value::object()});
            }
            break;
    }
    if (decided.original) wait_for_order(*decided.original, decided.found);
    // Whoever is to decide must know that the document stands, and in what it differs.
    if (decided.change && decided.state == state::dropped && decided.row.type == "order") decided.hold();
    if (decided.change && decided.state == state::held && decided.row.type == "order")
        decided.found.insert(decided.found.begin(), decided.change->changes.begin(), decided.change->changes.end());
    if (decided.part)
        if (auto otherwise = booked_otherwise(*decided.part)) (decided.state == state::held ? decided.found : decided.waiting).push_back(std::move(*otherwise));
    return decided;
}

bool Pipeline::decide_change(Decided& decided, Posted& posted, const Value& body) const {
    const bool is_order = decided.row.type == "order";
    if (posted.reference.message_id == decided.row.id) return false;
    if (is_order && posted.is_over) posted.changes.clear();
    if (is_order && (posted.changes.empty() || posted.was_cancelled)) return false;
    // Whoever the route leads to now knows nothing of it, or has another document with this number.
    if (posted.reference.sink != settings_.sink) posted.obstacle = fmt::format("it stands in {}, and the route {} leads to {} now", posted.reference.sink, settings_.route, settings_.sink);
    if (!posted.obstacle.empty()) {
        if (posted.changes.empty()) return false;
        posted.changes.front().message += fmt::format(". The engine does not change the document: {}", posted.obstacle);
        return false;
    }
    decided.detail.set("document", posted.reference.remote_number);
    decided.detail.set("change", is_order && commerce::is_cancelled(body) ? "cancellation" : "change");
    decided.change = std::move(posted);
    if (!is_order || !commerce::is_cancelled(body)) return false;
    // How it would be booked does not matter any more.
    decided.state = state::routed;
    decided.what = "routed";
    decided.body = body;
    return true;
}

void Pipeline::decide_refund(Decided& decided) {
    auto beyond = beyond_the_order(decided.row, decided.body, *decided.original);
    if (!beyond) beyond = beyond_the_goods(decided.row, decided.body, *decided.original);
    if (!beyond) return;
    decided.hold();
    decided.found.insert(decided.found.begin(), std::move(*beyond));
}

void Pipeline::route_to_sink(store::UnitOfWork& unit, Decided& decided) {
    const auto key = idempotency_key(unit, decided);
    if (!key) {
        decided.hold();
        decided.found = decided.change->changes;
        decided.found.push_back({"ERP_REJECTED", fmt::format("A document can be changed {} times, and the key of a change has {} characters at most: make this change there by hand and resolve this",
                                                            commerce::changes_max, commerce::key_length_max),
                                 "", decided.row.type + ":" + decided.row.source_key, "", "engine", Value::object({{"document", decided.change->reference.remote_number}})});
        return;
    }
    store::OutboxRow out;
    out.message_id = decided.row.id;
    out.route = settings_.route;
    out.sink = settings_.sink;
    out.idempotency_key = *key;
    out.group_key = decided.row.group_key;
    out.state = store::outbox_state::ready;
    out.due_at = unit.now();
    if (const store::Id id = unit.outbox().add(out, decided.body); id != 0) {
        commerce::credited(unit, decided.row, decided.body);
        commerce::returned_with_memo(unit, decided.row, decided.body);
        commerce::count_returned(unit, decided.row, decided.body, store::returned_state::announced);
        // A person has settled it while it was in doubt, and given it back: the doubt is as it was.
        if (unit.attempts().may_have_left(id)) unit.outbox().move(id, store::outbox_state::ready, store::outbox_state::unconfirmed, unit.now(), "an earlier answer was lost");
        return;
    }
    // Its key is taken by a document that was sent, or may have been: that one decides, nothing is sent for this one.
    decided.hold();
    decided.found.insert(decided.found.begin(), {"ORDER_DUPLICATE_SUSPECT", "A document with the key " + out.idempotency_key + " was sent before for another message",
                                                 "", decided.row.type + ":" + decided.row.source_key, "", "engine", Value::object()});
}

void Pipeline::record(store::UnitOfWork& unit, const store::MessageRow& row, Decided decided) {
    if (!decided.found.empty()) {
        Value reasons = Value::array();
        for (const auto& found : decided.found)
            reasons.push(Value::object({{"code", found.code}, {"message", found.message}, {"where", found.where}, {"by", found.component}}));
        decided.detail.set("reasons", std::move(reasons));
    }
    ledger::record(unit, {row.id, row.correlation, decided.what, decided.who, std::move(decided.detail)});
}

std::string Pipeline::settle(store::UnitOfWork& unit, Decided decided, std::int64_t mark) {
    const store::MessageRow& row = decided.row;
    // What it is to wait for may have come while the rules ran: then nothing would ever wake it, so it is judged once more.
    for (const exceptions::Found& found : decided.found)
        if (decided.state == state::held && items_.came_since(unit, mark, found.waits_for)) {
            unit.messages().move(row.id, row.version, state::ready);
            return "";
        }
    // What it was decided from is not so any more: the order was booked in between, or another refund of it.
    if (decided.original && commerce::original_of(unit, row, decided.original->order).mark != decided.original->mark) {
        unit.messages().move(row.id, row.version, state::ready);
        return "";
    }
    // Somebody else was faster (a newer revision, a person): then this outcome is void, and nothing is begun for it.
    if (const auto current = unit.messages().find(row.id); !current || current->version != row.version) return "";
    if (decided.state == state::routed) route_to_sink(unit, decided);
    unit.messages().move(row.id, row.version, decided.state);
    if (decided.what == "applied") items_.apply(unit, decided.body);
    if (decided.what == "unchanged") revisions::confirm(unit, row);
    const bool is_unchanged = decided.what == "unchanged";
    const bool is_posted = is_unchanged && unit.cross_references().of_source(row.source, row.type, row.source_key);
    if (is_posted) commerce::completed(unit, row);
    // It is in no document and will be in none: nothing is kept for it.
    else if (is_unchanged || decided.state == state::dropped) commerce::ended(unit, row);
    if (decided.state == state::dropped || decided.goods_are_gone) revisions::goods_did_not_come(unit, row);
    if (decided.state != state::routed) commerce::wake_refunds(unit, row);
    if (decided.state != state::dropped) commerce::order_is_back(unit, row);
    // Only what waits is the exception's money: the rest is, or will be, on the document.
    store::MessageRow about = row;
    if (const std::string waiting = decided.detail["waiting"]["amount"].text_or(""); !waiting.empty()) about.amount = waiting;
    const bool is_held = decided.state == state::held;
    if (is_held) exceptions_.hold(unit, about, decided.found);
    else if (!decided.waiting.empty()) exceptions_.hold(unit, about, decided.waiting);
    else if (decided.state == state::routed && decided.part) {
        // The last lines are on their way: their exception closes when they have arrived.
    } else exceptions_.close(unit, row, "engine: the cause went away", "");
    if (decided.what == goods_received) revisions::goods_came_back(unit, exceptions_, row, decided.body);
    record(unit, row, decided);
    return is_held ? decided.found.front().code : std::string();
}

} // namespace ledgerline::pipeline
