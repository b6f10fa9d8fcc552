// Company: what people do at their desks, and what they hold while they do it.
#include "b1/desk.hpp"
#include "b1/gate.hpp"

#include <stdexcept>

namespace ledgerline::sandbox::b1 {

using message::Value;

namespace {

// One transaction, as at a request. Outside of a request a refusal is told to the caller with its code.
template <class Work>
auto at_desk(State& state, Work work) {
    try {
        auto result = work();
        state.journal.commit();
        return result;
    } catch (const Refusal& refusal) {
        state.journal.roll_back();
        throw std::invalid_argument(std::string(refusal.what()) + " (" + refusal.code + ")");
    } catch (...) {
        state.journal.roll_back();
        throw;
    }
}

} // namespace

Made Company::deliver_order(std::int64_t order, const Value& what) {
    const std::lock_guard hold(lock_);
    return at_desk(gate_->state, [&] { return Desk(gate_->state, gate_->resources).deliver(order, what); });
}

Made Company::invoice(const std::string& base_set, std::int64_t base, const Value& what) {
    const std::lock_guard hold(lock_);
    return at_desk(gate_->state, [&] { return Desk(gate_->state, gate_->resources).invoice(base_set, base, what); });
}

Made Company::pay(const std::string& entity_set, std::int64_t entry, const Value& what) {
    const std::lock_guard hold(lock_);
    return at_desk(gate_->state, [&] { return Desk(gate_->state, gate_->resources).pay(entity_set, entry, what); });
}

Made Company::make_document(const std::string& entity_set, const Value& document) {
    const std::lock_guard hold(lock_);
    return at_desk(gate_->state, [&] { return Desk(gate_->state, gate_->resources).make(entity_set, document); });
}

void Company::change_document(const std::string& entity_set, std::int64_t entry, const Value& changes) {
    const std::lock_guard hold(lock_);
    at_desk(gate_->state, [&] {
        Desk(gate_->state, gate_->resources).change(entity_set, entry, changes);
        return true;
    });
}

Made Company::cancel_document(const std::string& entity_set, std::int64_t entry) {
    const std::lock_guard hold(lock_);
    return at_desk(gate_->state, [&] { return Desk(gate_->state, gate_->resources).cancel(entity_set, entry); });
}

void Company::close_document(const std::string& entity_set, std::int64_t entry) {
    const std::lock_guard hold(lock_);
    at_desk(gate_->state, [&] {
        Desk(gate_->state, gate_->resources).close(entity_set, entry);
        return true;
    });
}

std::int64_t Company::approve_draft(std::int64_t doc_entry) {
    const std::lock_guard hold(lock_);
    return at_desk(gate_->state, [&] { return Desk(gate_->state, gate_->resources).approve_draft(doc_entry).doc_entry; });
}

void Company::refuse_draft(std::int64_t doc_entry) {
    const std::lock_guard hold(lock_);
    at_desk(gate_->state, [&] {
        Desk(gate_->state, gate_->resources).refuse_draft(doc_entry);
        return true;
    });
}

Made Company::receive(std::int64_t purchase_order) {
    const std::lock_guard hold(lock_);
    return at_desk(gate_->state, [&] { return Made{"PurchaseDeliveryNotes", gate_->resources.stock_documents().receive(purchase_order)->integer("DocEntry")}; });
}

void Company::lock_row(const std::string& entity_set, const std::string& key, base::Millis for_ms) {
    const std::lock_guard hold(lock_);
    State& state = gate_->state;
    state.faults.row_locks[{entity_set, key_part(key, state.ignores_case())}] = state.clock.now() + for_ms;
}

} // namespace ledgerline::sandbox::b1
