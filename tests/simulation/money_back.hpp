// People by whom money and goods go back: the merchant refunds in the store, the provider settles or declines it later, the desk of the
// company invoices, takes payments, enters credit memos and returns by hand, and somebody opens the parcels that come back.
#pragma once

#include "intake/return_entry.hpp"
#include "store/store.hpp"
#include "world.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace ledgerline::simulation {

// What the desk of returns is told, and the SKUs of its lines as the order had them then.
struct Parcel {
    intake::EnteredReturn entry;
    std::map<std::string, std::string> skus;
};

class MoneyBack {
public:
    MoneyBack(World& world, base::Random& chance, Trace& trace) : shop_(world.shop()), company_(world.company()), chance_(chance), trace_(trace) {}

    // One thing happens in the store or at the desk.
    void work();
    // A parcel is opened. Nothing: there is no order yet.
    std::optional<Parcel> open_parcel();
    // Most of the payments that wait are settled or declined; some will never be.
    void calm_down();

private:
    void refund();
    message::Value some_units(const message::Value& order);
    message::Value a_charge(const message::Value& order, const char* list, const char* kind);
    void end_a_payment();
    void invoice_or_pay();
    void enter_memo();
    void take_back_at_desk();

    sandbox::Shop& shop_;
    sandbox::b1::Company& company_;
    base::Random& chance_;
    Trace& trace_;
    std::set<std::string> entered_; // refunds of which people entered a memo
    std::size_t parcels_ = 0;
};

// The number of the memo of people that a refund waits for a decision about; "" where there is none.
std::string memo_by_hand(store::UnitOfWork& unit, const store::ExceptionRow& row);

} // namespace ledgerline::simulation
