// What merchandising owns: articles and their prices.
#include "exceptions/kinds.hpp"

namespace ledgerline::exceptions {

namespace {

constexpr Kind kinds[] = {
    {"SKU_NOT_FOUND", "merchandising", severity::medium, verdict::after_fix,
     "A line of the order has a SKU that is not the code of any item in the ERP.",
     "Create the item in the ERP with exactly this code, or correct the SKU in the store. Orders that wait for the "
     "item go on by themselves when it appears."},
    {"SKU_NEAR_MATCH", "merchandising", severity::medium, verdict::after_fix,
     "A line's SKU is no item code in the ERP, but differs from one only in case, blanks or separators. It is "
     "never used in its place: it may be another article.",
     "Compare the two articles. If they are the same, correct the SKU in the store; if not, create the missing item "
     "in the ERP. Orders that wait for the item go on by themselves when it appears."},
    {"SKU_DUPLICATE", "merchandising", severity::medium, verdict::after_fix,
     "More than one product of the store, or more than one line of a mapping, claims the same SKU.",
     "Decide which one is right and change or remove the others; then retry."},
    {"ITEM_INACTIVE", "merchandising", severity::medium, verdict::after_fix,
     "The item exists in the ERP but is inactive or frozen on the date of the order.",
     "Activate the item in the ERP, or take the article out of sale in the store and settle the order with the "
     "customer. Waiting orders go on when the item is active."},
    {"ITEM_NOT_SALES", "merchandising", severity::medium, verdict::after_fix,
     "The item exists in the ERP but is not marked as a sales item.",
     "Mark the item as a sales item in the ERP if it may be sold. Waiting orders go on by themselves."},
    {"ITEM_UOM_MISMATCH", "merchandising", severity::medium, verdict::after_fix,
     "The unit in which the store sells the article is not a sales unit of the ERP's item.",
     "Correct the sales unit of the item or the quantity per unit in the mapping. Check the quantities of the "
     "order before you retry."},
    {"KIT_UNRESOLVED", "merchandising", severity::medium, verdict::after_fix,
     "The line is a kit whose components or price split are not known.",
     "Complete the bill of materials in the ERP or the kit's mapping, then retry."},
    {"PRICE_MISMATCH", "merchandising", severity::medium, verdict::decide,
     "The price at which the article was sold is not the price that was expected for this customer and day.",
     "Decide whether the sold price stands. If the price list is wrong, correct it, then `exceptions retry ID`. If it is an "
     "exception to the list, book the order by hand, then `exceptions resolve ID --note ... --document NUMBER`. If the price "
     "does not stand, agree with the customer and `exceptions resolve ID --note ...`."},
    {"STOCK_SKU_UNKNOWN", "merchandising", severity::low, verdict::after_fix,
     "The table of buffers names SKUs that the store does not have. Nothing is kept back for what was meant.",
     "Correct the SKUs in the table, to the byte as the store writes them, or take the rows out. It is looked at every hour and at each start, and closes by itself."},
    {"LISTING_DRIFT", "merchandising", severity::low, verdict::after_fix,
     "The same change of a product was accepted by the store twice and was gone again each time: somebody or another program "
     "writes over it, or the store does not keep it. It is not sent a third time.",
     "Find out who else changes the product (a person, an import, another app) and decide whose the field is; a field that is not the "
     "ERP's is taken out of \"owns\" of the route. Then `exceptions resolve ID --note ...`: it is sent again within the hour. It also closes "
     "by itself when item and store agree."},
    {"LISTING_REFUSED", "merchandising", severity::low, verdict::after_fix,
     "The store refuses a change that the item master wants for a product; its own words stand in the exception. Everything else goes on.",
     "Correct the item in the ERP or the product in the store: names and SKUs must be unique there, a barcode has at most 14 digits. A changed "
     "item is sent at once, the same change every hour; it closes by itself when it works."},
    {"LISTING_UNDECIDED", "merchandising", severity::low, verdict::after_fix,
     "A value that the ERP decides in the store cannot be made of the item: a price in another currency or with more digits than the store's, a tax "
     "code without a class, a new product without a price. That field stays as it is in the store.",
     "Correct the item in the ERP, or the route's section \"catalogue\" and its tables. It closes by itself when the value can be made."},
};

} // namespace

std::span<const Kind> kinds_of_merchandising() { return kinds; }

} // namespace ledgerline::exceptions
