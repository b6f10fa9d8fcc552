// What people and programs enter - returned goods, money that went back outside of a store - and why something is not taken.
#pragma once

#include "intake/receiver.hpp"
#include "message/value.hpp"
#include "store/store.hpp"

#include <stdexcept>
#include <string>

namespace ledgerline::intake {

// In plain words with field, value and remedy.
struct EntryRefused : std::runtime_error {
    enum class Why { unfit, no_order, other_content };
    EntryRefused(Why kind, const std::string& text) : std::runtime_error(text), why(kind) {}
    Why why;
};

// Who says so: "console" and the user, or "api" and the name of the program.
struct EnteredBy {
    std::string origin, who;
};

struct Entered {
    bool is_new = false;       // false: the same was entered before
    std::string order_number;
    message::Value body;       // the canonical document
};

[[noreturn]] void refuse_entry(const std::string& text, EntryRefused::Why why = EntryRefused::Why::unfit);
void check_length(const std::string& field, const std::string& value, std::size_t bytes_max);
// Letters, digits and - _ . / #: what keys of the other system may hold.
bool is_entry_id(const std::string& text, std::size_t length_max);
// YYYY-MM-DD, today at the latest. `what`: "the day on which the goods arrived".
void check_day(const std::string& field, const std::string& day, base::Millis now, const std::string& what);

// That somebody takes back what was entered. `key`: of the refund, or the id of the return; `by`: who answers for it, "" = who enters it.
struct EnteredWithdrawal {
    std::string key, reason, by;
};
// Not blank, and both of them kept whole. `example`: what is to be written as a reason.
void check_reason(const std::string& reason, const std::string& by, const std::string& example);
// The member `withdrawn` of the document. The same person and reason stand in the history.
message::Value withdrawal(const EnteredWithdrawal& entry, const EnteredBy& by, base::Millis now);

inline constexpr std::size_t entered_name_bytes_max = 250, entered_reason_bytes_max = 500;

// In its history under `what`. The newest revision of it afterwards.
store::MessageRow keep_entry(store::UnitOfWork& unit, const Receiver& receiver, const Arrival& arrival, const std::string& type, const message::Value& body, const char* what, const EnteredBy& by, message::Value detail);

// The order that is meant by its store's id or its number, in the store of that connection; "" = the only store that has one. In each store by
// the id first: the number of one order may be the id of another.
store::MessageRow entered_order(store::UnitOfWork& unit, const std::string& order, const std::string& store);

} // namespace ledgerline::intake
