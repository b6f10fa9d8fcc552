#include "pipeline/pipeline.hpp"

#include "ledger/history.hpp"
#include "message/schema.hpp"
#include "pipeline/posted_document.hpp"
#include "plugin/found.hpp"

#include <fmt/format.h>

namespace ledgerline::pipeline {

using message::Value;
namespace state = store::message_state;

struct Pipeline::Decided {
    store::MessageRow row;
    std::string state;                       // the message's next one
    std::string what;                        // for its history
    std::string who = "engine";
    Value detail = Value::object();
    std::vector<exceptions::Found> found;    // with state held
    Value body;                              // with state routed or, for reference data, applied
};

namespace {

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
        for (const std::string& source : settings_.needs) {
            const auto cursor = unit.cursors().find(source);
            if (!cursor || cursor->completed_at == 0) missing = source;
        }
    });
    needs_met_ = missing.empty(); // what was read once stays read
    return missing;
}

std::string Pipeline::idempotency_key(const store::MessageRow& row) const {
    return row.type + ":" + settings_.connection + ":" + row.source_key;
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
        store_.commit([&](store::UnitOfWork& unit) {
            for (Decided& decided : batch) settle(unit, decided, mark);
        });
    }
    for (const Decided& decided : batch)
        if (decided.state == state::held && !decided.found.empty())
            log_.info("held", {{"route", settings_.route}, {"key", decided.row.source_key}, {"code", decided.found.front().code}});
    return true;
}

Pipeline::Decided Pipeline::decide(store::MessageRow row) {
    Decided decided;
    decided.row = std::move(row);
    Value body;
    std::optional<Posted> posted;
    store_.read([&](store::UnitOfWork& unit) {
        body = unit.messages().body(decided.row.id);
        posted = posted_document(unit, decided.row, body);
    });
    if (posted) {
        decided.state = posted->change ? state::held : state::applied;
        decided.what = posted->change ? "held" : "unchanged";
        decided.detail.set("document", posted->reference.remote_number);
        if (posted->change) decided.found.push_back(std::move(*posted->change));
        return decided;
    }
    // What was held because it does not fit its schema still does not when somebody asks for a retry.
    if (decided.row.version > 0) {
        if (const std::string problem = message::schema_problem(decided.row.type, body); !problem.empty()) {
            decided.state = state::held;
            decided.what = "held";
            decided.found.push_back({"MESSAGE_REFUSED", "The " + decided.row.type + " as " + decided.row.source + " read it is incomplete: " + problem,
                                     "", decided.row.type + ":" + decided.row.source_key, "", decided.row.source, Value::object()});
            return decided;
        }
    }
    ChainOutcome chain = chain_.run(decided.row, std::move(body));
    decided.detail.set("changes", changes_of(chain.changes));
    decided.found = plugin::found(chain.findings);
    decided.who = chain.decided_by.empty() ? "engine" : chain.decided_by;
    switch (chain.decision) {
        case ChainOutcome::Decision::drop:
            decided.state = state::dropped;
            decided.what = "dropped";
            break;
        case ChainOutcome::Decision::hold:
            decided.state = state::held;
            decided.what = "held";
            break;
        case ChainOutcome::Decision::pass:
            decided.state = settings_.sink == "item-master" ? state::applied : state::routed;
            decided.what = settings_.sink == "item-master" ? "applied" : "routed";
            decided.body = std::move(chain.body);
            break;
    }
    if (!decided.found.empty()) {
        Value reasons = Value::array();
        for (const auto& found : decided.found)
            reasons.push(Value::object({{"code", found.code}, {"message", found.message}, {"where", found.where}, {"by", found.component}}));
        decided.detail.set("reasons", std::move(reasons));
    }
    return decided;
}

void Pipeline::route_to_sink(store::UnitOfWork& unit, Decided& decided) {
    store::OutboxRow out;
    out.message_id = decided.row.id;
    out.route = settings_.route;
    out.sink = settings_.sink;
    out.idempotency_key = idempotency_key(decided.row);
    out.group_key = decided.row.group_key;
    out.state = store::outbox_state::ready;
    out.due_at = unit.now();
    if (unit.outbox().add(out, decided.body) != 0) return;
    // Its key is taken by a document that was sent, or may have been: that one decides, nothing is sent for this one.
    decided.state = state::held;
    decided.what = "held";
    decided.found.push_back({"ORDER_DUPLICATE_SUSPECT", "A document with the key " + out.idempotency_key + " was sent before for another message",
                             "", decided.row.type + ":" + decided.row.source_key, "", "engine", Value::object()});
}

void Pipeline::settle(store::UnitOfWork& unit, Decided& decided, std::int64_t mark) {
    const store::MessageRow& row = decided.row;
    // What it is to wait for may have come while the rules ran: then nothing would ever wake it, so it is judged once more.
    for (const exceptions::Found& found : decided.found)
        if (decided.state == state::held && items_.came_since(unit, mark, found.waits_for)) {
            unit.messages().move(row.id, row.version, state::ready);
            return;
        }
    if (decided.state == state::routed) route_to_sink(unit, decided);
    // Somebody else was faster (a newer revision, a person): then this outcome is void, and so is its outbox row.
    if (!unit.messages().move(row.id, row.version, decided.state)) {
        if (decided.state == state::routed)
            if (const auto out = unit.outbox().of_message(row.id))
                unit.outbox().move(out->id, store::outbox_state::ready, store::outbox_state::withdrawn, 0, "");
        return;
    }
    if (decided.what == "applied") items_.apply(unit, decided.body);
    if (decided.state == state::held) exceptions_.hold(unit, row, decided.found);
    else exceptions_.close(unit, row, "engine: the cause went away", "");
    ledger::record(unit, {row.id, row.correlation, decided.what, decided.who, std::move(decided.detail)});
}

} // namespace ledgerline::pipeline
