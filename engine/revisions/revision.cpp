#include "revisions/revision.hpp"

#include "commerce/credited.hpp"
#include "commerce/demand.hpp"
#include "commerce/refund_original.hpp"
#include "ledger/history.hpp"
#include "message/json.hpp"

namespace ledgerline::revisions {
namespace {

using message::Value;
namespace state = store::message_state;

// A document that went A, B, A has three revisions although two are equal: the third is "A~3".
std::string base_of(const std::string& revision) { return revision.substr(0, revision.find('~')); }

void supersede_older(store::UnitOfWork& unit, const store::MessageRow& fresh) {
    for (const store::MessageRow& older : unit.messages().revisions(fresh.source, fresh.type, fresh.source_key)) {
        if (older.id >= fresh.id) continue;
        bool replaced = older.state == state::ready || older.state == state::held;
        if (older.state == state::routed) {
            // Only what has not been sent can be taken back; the check is the store's, so an attempt that begins now wins. What was
            // sent once without an answer is not taken back either, though a look-up found nothing: it may still be booked late, under
            // the key that the newer revision would have. The newer one waits and is compared with what comes of it.
            const auto outbox = unit.outbox().of_message(older.id);
            replaced = outbox && outbox->state == store::outbox_state::ready && !unit.attempts().may_have_left(outbox->id) &&
                       unit.outbox().move(outbox->id, store::outbox_state::ready, store::outbox_state::withdrawn, 0, "");
        }
        if (!replaced || !unit.messages().move(older.id, older.version, state::superseded)) continue;
        if (older.state == state::routed) commerce::not_credited(unit, older); // of a refund: nothing of it was sent
        if (const auto open = unit.exceptions().open_of_message(older.id)) unit.exceptions().close(open->id, unit.now(), "engine: a newer revision came", "");
        ledger::record(unit, {older.id, older.correlation, "superseded", "engine", Value::object({{"by_message", Value(fresh.id)}})});
    }
}

} // namespace

std::optional<store::MessageRow> take_in(store::UnitOfWork& unit, store::MessageRow row, const Value& body) {
    row.revision = message::digest(body);
    const auto newest = unit.messages().newest(row.source, row.type, row.source_key);
    if (newest && base_of(newest->revision) == row.revision) return std::nullopt;
    row.id = unit.messages().add(row, body);
    if (row.id == 0) {
        const auto earlier = unit.messages().revisions(row.source, row.type, row.source_key);
        row.revision += "~" + std::to_string(earlier.size() + 1);
        row.id = unit.messages().add(row, body);
    }
    ledger::record(unit, {row.id, row.correlation, "received", row.source, Value::object({{"revision", row.revision}, {"changed_at", row.source_time}})});
    supersede_older(unit, row);
    commerce::captured(unit, row, body);
    commerce::wake_refunds(unit, row);
    return row;
}

} // namespace ledgerline::revisions
