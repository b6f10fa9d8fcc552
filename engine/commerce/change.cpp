#include "commerce/change.hpp"

#include "commerce/keys.hpp"
#include "commerce/part_posting.hpp"
#include "message/schema.hpp"

namespace ledgerline::commerce {

using message::Value;
namespace outbox_state = store::outbox_state;

std::optional<std::string> next_change_key(store::UnitOfWork& unit, const std::string& first_key) {
    for (std::int64_t change = 1;; ++change) {
        auto key = change_key(first_key, change);
        if (!key) return std::nullopt;
        const auto row = unit.outbox().by_key(*key);
        if (!row) return key;
        const bool is_free = row->state == outbox_state::withdrawn || row->state == outbox_state::rejected || row->state == outbox_state::settled;
        // What may have arrived under a key would be taken for what comes now.
        if (is_free && !unit.attempts().may_have_left(row->id)) return key;
    }
}

std::vector<Value> sent_bodies(store::UnitOfWork& unit, const store::CrossReferenceRow& reference) {
    std::vector<Value> bodies;
    const auto take = [&](const std::optional<std::string>& key) {
        const auto row = key ? unit.outbox().by_key(*key) : std::nullopt;
        if (row && row->state == outbox_state::delivered) bodies.push_back(unit.outbox().body(row->id));
        return row.has_value();
    };
    take(reference.idempotency_key);
    for (std::int64_t part = 2; take(part_key(reference.idempotency_key, part)); ++part) continue;
    for (std::int64_t change = 1; take(change_key(reference.idempotency_key, change)); ++change) continue;
    return bodies;
}

Value last_sent(store::UnitOfWork& unit, const store::CrossReferenceRow& reference) {
    std::vector<Value> bodies = sent_bodies(unit, reference);
    return bodies.empty() ? Value() : std::move(bodies.back());
}

std::vector<message::Difference> differences(const std::string& type, const Value& before, const Value& now) {
    return message::differences(message::without_state(type, before), message::without_state(type, now));
}

Value list_of(const std::vector<message::Difference>& differences) {
    Value list = Value::array();
    for (const auto& difference : differences) list.push(Value::object({{"path", difference.path}, {"posted", difference.before}, {"now", difference.after}}));
    return list;
}

} // namespace ledgerline::commerce
