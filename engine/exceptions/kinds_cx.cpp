// What customer service owns: customers, addresses, and orders that changed their mind.
#include "exceptions/kinds.hpp"

namespace ledgerline::exceptions {

namespace {

constexpr Kind kinds[] = {
    {"CUSTOMER_NOT_FOUND", "cx", severity::medium, verdict::after_fix,
     "No business partner in the ERP belongs to this customer, and the policy does not create one.",
     "Create the partner in the ERP with the customer's e-mail address, or add the customer to the mapping; then "
     "retry."},
    {"PARTNER_AMBIGUOUS", "cx", severity::medium, verdict::decide,
     "More than one business partner in the ERP fits this customer.",
     "Choose the right one in the mapping, or merge the partners in the ERP; then retry."},
    {"ADDRESS_INVALID", "cx", severity::medium, verdict::after_fix,
     "The address cannot be used: a part is missing, too long, or names a country or state that is not mapped.",
     "Correct the address in the store with the customer's agreement. The order goes on by itself when the store "
     "reports the change."},
    {"ORDER_ARCHIVED", "cx", severity::medium, verdict::decide,
     "The order was archived in the store before it was booked.",
     "If it is not to be booked, resolve this exception. If it is, bring it back in the store, or book it by hand and resolve "
     "this with the number of the document."},
    {"SEVERAL_ADDRESSES", "cx", severity::medium, verdict::decide,
     "The order goes to more than one address, and a sales order of the ERP has one.",
     "Book one sales order for each address by hand and resolve this exception with one of their numbers; or let such "
     "orders be posted with the address in each line (the posting rule's several_addresses), then retry."},
    {"ORDER_CHANGED_AFTER_POST", "cx", severity::medium, verdict::decide,
     "The order was changed in the store after it was booked in the ERP. The exception shows the difference.",
     "Change the ERP's document if it is still open, or settle the difference by refund or new order; then "
     "resolve this exception. If the exception names something else that is wrong, correct that and retry. An order that was settled by hand before can be given back to the engine: reopen."},
    {"ORDER_CANCELLED_AFTER_POST", "cx", severity::high, verdict::decide,
     "The order was cancelled in the store after it was booked in the ERP.",
     "Stop the delivery if it has not left. Cancel or close the ERP's document, or plan the return; then resolve "
     "this exception."},
    {"STORE_ORDER_MISSING", "cx", severity::medium, verdict::decide,
     "The ERP's document or delivery is to be told to the store, but the store no longer has the order, or has archived it.",
     "If the order was removed on purpose, see whether its document in the ERP is to be cancelled, then resolve this "
     "exception. An order that was archived can be brought back in the store; then retry."},
    {"OVERSOLD", "cx", severity::medium, verdict::decide,
     "The order asks for more than can be delivered.",
     "Agree with the customer: wait, deliver in part, replace or cancel."},
};

} // namespace

std::span<const Kind> kinds_of_cx() { return kinds; }

} // namespace ledgerline::exceptions
