// Orders of which some lines are left out: what is sent without them, what is added later, and what waits with its reasons.
#include "pipeline/decided.hpp"

#include <fmt/format.h>

namespace ledgerline::pipeline {

using message::Value;
namespace state = store::message_state;

namespace {

// Of what the rules found, the reasons of the lines that are left out. Each has its money with it, and each line has one.
std::vector<exceptions::Found> reasons_of(const std::vector<commerce::QuarantinedLine>& lines, const std::vector<exceptions::Found>& found, const store::MessageRow& row) {
    std::vector<exceptions::Found> reasons;
    for (const commerce::QuarantinedLine& line : lines) {
        const std::string place = fmt::format("/body/lines/{}", line.index);
        bool told = false;
        for (const exceptions::Found& one : found) {
            if (one.where != place && one.where.rfind(place + "/", 0) != 0) continue;
            reasons.push_back(one);
            if (reasons.back().facts.is_null()) reasons.back().facts = Value::object();
            reasons.back().facts.set("amount", line.amount);
            told = true;
        }
        if (!told)
            reasons.push_back({"PLUGIN_FAILED", fmt::format("A rule left line {} ({}) out of the document without saying why", line.id, line.sku), place,
                               row.type + ":" + row.source_key, "", "engine", Value::object({{"amount", line.amount}})});
    }
    return reasons;
}

} // namespace

void Pipeline::decide_part(Decided& decided) const {
    const auto quarantined = commerce::quarantined_lines(decided.body);
    if (quarantined.empty() && !decided.part) return;
    if (decided.change) {
        // A document is changed as a whole or not at all.
        decided.hold();
        decided.found = reasons_of(quarantined, decided.found, decided.row);
        return;
    }
    decided.detail.set("waiting", commerce::waiting_detail(decided.body));
    decided.waiting = reasons_of(quarantined, decided.found, decided.row);
    const auto hold = [&](std::vector<exceptions::Found> found) {
        decided.hold();
        decided.found = std::move(found);
    };
    if (!decided.part) {
        // What could never be completed by the engine is not begun.
        if (!commerce::part_key(commerce::first_key(decided.row), commerce::parts_max)) hold(decided.waiting);
        return;
    }
    const std::string number = decided.part->reference.remote_number;
    decided.detail.set("document", number);
    if (!commerce::adds_lines(decided.body) && quarantined.empty()) {
        // The rules leave out now what waited: the document is whole as it stands.
        decided.state = decided.part->reference.message_id == decided.row.id ? state::delivered : state::applied;
        decided.what = "unchanged";
        return;
    }
    if (!commerce::adds_lines(decided.body)) {
        decided.detail.erase("changes"); // the same as when its good lines were posted
        return hold(decided.waiting);
    }
    std::string obstacle = commerce::changed_since(decided.body, *decided.part);
    if (!obstacle.empty()) obstacle = "the rules book it otherwise now: " + obstacle;
    else if (!commerce::part_key(decided.part->reference.idempotency_key, decided.part->next))
        obstacle = fmt::format("an order can be posted in {} parts, and its key of {} characters at most", commerce::parts_max, commerce::key_length_max);
    if (obstacle.empty()) return;
    exceptions::Found found;
    found.code = "TOTAL_MISMATCH";
    found.subject = decided.row.type + ":" + decided.row.source_key;
    found.component = "engine";
    found.message = fmt::format("Lines of order {} could be added to document {} now, but {}. Add them there by hand and resolve this",
                                decided.row.number.empty() ? decided.row.source_key : decided.row.number, number, obstacle);
    found.facts = Value::object({{"document", number}});
    std::vector<exceptions::Found> all = std::move(decided.waiting);
    all.insert(all.begin(), std::move(found));
    hold(std::move(all));
}

} // namespace ledgerline::pipeline
