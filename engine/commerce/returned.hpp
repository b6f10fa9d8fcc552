// Goods that came back, by the lines of the order that they were sold with: as what they were booked, and together never more than was sold.
// A return counts from the commit that enters or passes it until a person settles that it is none.
#pragma once

#include "commerce/refund_original.hpp"
#include "message/value.hpp"
#include "store/store.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ledgerline::commerce {

// What of a return does not fit its order.
struct Misfit {
    std::size_t line; // position in the return
    std::string why;  // in plain words
};

// Finds the order line of each line of a return: by its id, else by the SKU to the byte, else by the item code, where only one line of the
// order has it. Sets line_id, sku, item_code and booking: the line as it was booked, or the parts of a bundle that is booked by them.
std::vector<Misfit> match_to_order(message::Value& body, const message::Value& original);
// Lines of which more comes back than was sold and has not come back with others. After match_to_order.
std::vector<Misfit> beyond_the_sold(const message::Value& body, const message::Value& original, const std::vector<store::ReturnedRow>& others);
// Goods that the memo of a refund would put into stock although they are back with others: what and with which, in plain words; "" = none.
// `sent`: the refund with its booking.
std::string back_already(const message::Value& sent, const std::vector<store::ReturnedRow>& others);

// Each in the commit that makes it true; only returns count. `body`: matched to the order.
// In the place of what it counted before; nothing of one that is cancelled.
void count_returned(store::UnitOfWork& unit, const store::MessageRow& message, const message::Value& body, const char* state);
// It is no return after all.
void not_returned(store::UnitOfWork& unit, const store::MessageRow& message);
// A credit memo of a refund is sent that puts its goods into stock itself: they are back with it, however often this is called. `sent`: the refund with
// its booking.
void returned_with_memo(store::UnitOfWork& unit, const store::MessageRow& refund, const message::Value& sent);

} // namespace ledgerline::commerce
