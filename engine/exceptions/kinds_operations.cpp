// What operations own: warehouses, stock and returned goods.
#include "exceptions/kinds.hpp"

namespace ledgerline::exceptions {

namespace {

constexpr Kind kinds[] = {
    {"STOCK_UNMAPPED_WAREHOUSE", "operations", severity::medium, verdict::after_fix,
     "A warehouse of the ERP, or a location of the store, is not in the warehouse map; or no warehouse is known for goods that came back.",
     "Add it to the map, or say there that it is not for the store. For goods that came back, add a row to the map of returns or set sellable_warehouse, then retry."},
    {"STOCK_PUSH_PARTIAL", "operations", severity::medium, verdict::by_itself,
     "The store took only a part of the stock levels. The rest is sent again.",
     "Nothing at first. If the same SKUs fail each time, look at them in the store: they may be deleted or not "
     "tracked."},
    {"STOCK_DRIFT", "operations", severity::medium, verdict::look_up,
     "The stock in the store is not what was sent to it.",
     "Find out who changed it: a person, another integration, or an order in between. The next push corrects it."},
    {"STOCK_NEGATIVE", "operations", severity::medium, verdict::decide,
     "The sellable quantity comes out below zero: more was sold than there is.",
     "Look at the terms of the number. Correct the ERP's stock or tell customer service which orders can't be "
     "delivered."},
    {"STOCK_WAREHOUSE_UNKNOWN", "operations", severity::high, verdict::after_fix,
     "The map of warehouses names one that the ERP does not have, and the ERP has one that is called nearly the same. Nothing is sent to the store, so that it does not "
     "take for empty what is not.",
     "Correct the map: a spreadsheet writes 1 for 01. At the next start the exception closes, and the numbers are sent."},
    {"STOCK_UNTRUSTED", "operations", severity::high, verdict::by_itself,
     "What may be sold cannot be computed, because the ERP's stock or the store's orders were not read for too long. The store keeps "
     "the numbers that it has.",
     "Look why they are not read (`ledgerline status`). It goes on by itself when they are. If it lasts, take articles that are nearly "
     "sold out off sale in the store."},
    {"RETURN_NOT_RECEIVED", "operations", severity::low, verdict::decide,
     "The refund is booked, and the day has passed until which its goods were expected back.",
     "Look for them. When they have arrived and stand in the ERP, or when it is known that they will not come: `exceptions resolve ID --note ...`."},
    {"RETURN_UNSELLABLE", "operations", severity::low, verdict::decide,
     "Returned goods were confirmed as not sellable, so they don't go back into the stock for sale.",
     "Decide: write off, repair, or move to another warehouse."},
    {"RETURN_WAITS_FOR_ORDER", "operations", severity::low, verdict::by_itself,
     "The goods came back before their order has a document in the ERP.",
     "Nothing for the return: it goes on when the order is booked. If the order is held, its own exception says what to do."},
    {"RETURN_NO_ORDER", "operations", severity::medium, verdict::decide,
     "The return is of an order that the engine does not know, or that has no document in the ERP: nothing says which items came back.",
     "Look whether the number of the order is right. If the order is from before the engine was used, or was booked by hand, book the goods by hand "
     "and `exceptions resolve ID --note ... --document NUMBER`. If the order is still to come, nothing: the return goes on by itself then."},
    {"RETURN_MISMATCH", "operations", severity::medium, verdict::decide,
     "A return does not fit its order: a line or a SKU that the order does not have, more than was sold and has not come back before, or it was "
     "changed, withdrawn or cancelled after it was booked. Or the credit memo of a refund would put goods into stock that are back already.",
     "Count the goods. If the return was entered wrongly, `return withdraw --id ID --reason ...` and enter it anew under another id; if its goods were booked before that, take them out "
     "of stock in the ERP again and `exceptions resolve ID --note ... --document-cancelled`. If the ERP's return is "
     "wrong, correct it there: its new state is judged by itself. Of a refund, book the credit memo by hand without moving stock and `exceptions resolve ID --note ... --document NUMBER`."},
    {"SHIPMENT_MISMATCH", "operations", severity::medium, verdict::decide,
     "A delivery of the ERP does not fit the order in the store: a line that the order does not have, more than was ordered or than "
     "is left, several addresses, or an order that is cancelled or refunded there. The shopper was told nothing.",
     "Compare the delivery with the order. Correct the one that is wrong (a shipment that was entered by hand in the store can be "
     "removed there), then retry; or enter the shipment in the store by hand and resolve this exception."},
};

} // namespace

std::span<const Kind> kinds_of_operations() { return kinds; }

} // namespace ledgerline::exceptions
