// The rules that turn a store's order into a booking. Each does one thing; the deployment puts them in order.
#include "address_check.hpp"
#include "currency.hpp"
#include "customer_match.hpp"
#include "discounts.hpp"
#include "payment_gate.hpp"
#include "posting.hpp"
#include "refund_booking.hpp"
#include "refund_gate.hpp"
#include "return_warehouse.hpp"
#include "shipping.hpp"
#include "sku_match.hpp"
#include "tax_map.hpp"
#include "tender_check.hpp"
#include "total_check.hpp"
#include "warehouse_map.hpp"

#include <ledgerline/plugin.hpp>

LEDGERLINE_PLUGIN("rules", "0.1.0",
    about("From an order of the store to a booking in the ERP."),
    rule<rules::PaymentGate>("payment-gate")
        .accepts("order")
        .help("Lets an order through when its money is there. Orders of 0.00 need none.")
        .field("accept", otherwise({"captured", "partially_refunded"}), list, "States of payment that count as paid")
        .field("accept_methods", otherwise(std::initializer_list<const char*>{}), list, "Payment methods, as the store shows them, that are paid after posting", example("[Purchase Order]"))
        .field("paid_by_status", otherwise(std::initializer_list<const char*>{}), list,
               "Payment methods whose money the store does not see: paid once the merchant has moved the order on from awaiting payment", example("[Bank Deposit]"))
        .field("test_orders", otherwise("hold"), choice{"hold", "drop"}, "What becomes of orders that were paid through a test gateway")
        .field("archived", otherwise("hold"), choice{"hold", "drop", "post"}, "What becomes of orders that were archived in the store before they were posted"),
    rule<rules::TenderCheck>("tender-check")
        .accepts("order")
        .help("Holds an order whose payments, store credit and gift certificates do not add up to its total.")
        .field("promised", otherwise("count"), choice{"count", "ignore"}, "Amounts that are authorised or pending count as paid, or not")
        .field("unstated", otherwise("pass"), choice{"pass", "hold"}, "An order of which the store does not say how the rest was paid"),
    rule<rules::AddressCheck>("address-check")
        .accepts("order")
        .help("Holds orders whose addresses lack what the deployment needs.")
        .field("billing", otherwise(std::initializer_list<const char*>{}), list,
               "Parts that the billing address must have, of: name, street, city, state, postcode, country, country_code, phone, email", example("[street, city]"))
        .field("shipping", otherwise({"street", "city", "country"}), list, "Parts that each address of delivery must have")
        .field("states_of", otherwise(std::initializer_list<const char*>{}), list, "Countries whose addresses need a state as well", example("[US, CA, AU]")),
    rule<rules::Currency>("currency")
        .accepts("order")
        .writes("/body/booking")
        .help("Decides which currencies are posted, and at whose rate.")
        .field("company", required, text, "The company's own currency", example("GBP"))
        .field("allowed", otherwise(std::initializer_list<const char*>{}), list, "Other currencies that are posted; empty = all", example("[EUR, USD]"))
        .field("rate", otherwise("erp"), choice{"erp", "store"}, "The ERP's own rate of the posting date, or the rate that the store states on the order"),
    rule<rules::CustomerMatch>("customer-match")
        .accepts("order")
        .writes("/body/booking")
        .help("Decides which business partner an order is booked on.")
        .field("registered", otherwise("create"), choice{"one-partner", "match-by-email", "match-by-external-id", "create"}, "Policy for customers with an account")
        .field("guest", otherwise("one-partner"), choice{"one-partner", "match-by-email", "create"}, "Policy for guests; create makes a partner for each order")
        .field("registered_otherwise", otherwise("none"), choice{"none", "create", "one-partner"}, "A customer with an account whom the policy does not find: told, made, or booked on card_code")
        .field("guest_otherwise", otherwise("none"), choice{"none", "create", "one-partner"}, "The same for guests; create makes a partner for each e-mail address")
        .field("card_code", otherwise(""), text, "With one-partner: the business partner's code", example("C-WEB"))
        .field("prefix", otherwise("W"), text, "With create: put before the store's customer id")
        .field("guest_prefix", otherwise("G"), text, "With create: put before a guest's order number")
        .field("group", otherwise(""), text, "With create: the ERP's customer group, by number"),
    rule<rules::SkuMatch>("sku-match")
        .accepts("order")
        .writes("/body/lines/*/booking")
        .help("Books a line only on an item whose code is the SKU byte for byte, active and for sale. Similar codes are shown, never used.")
        .field("warehouse", otherwise(""), text, "Warehouse of every line; empty = the ERP's default", example("01"))
        .field("aliases", ledgerline::manifest::Presence(), map_file{"sku", "item", "[from]", "[to]"}, "SKUs that stand for an item of another code, from a day to a day", example("sku_aliases.csv"))
        .field("gift_certificate_item", otherwise(""), text, "Item for gift certificates that are sold; empty = such orders are held")
        .field("custom_item", otherwise(""), text, "Item for lines that are not in the store's catalogue and have no SKU; empty = such orders are held")
        .field("bundles", otherwise("lines"), choice{"lines", "parts", "whole", "hold"},
               "A bundle of the store: all of its lines are booked as they are, only its parts, only the bundle itself, or a person decides")
        .field("bills_of_materials", otherwise("hold"), choice{"hold", "post"},
               "A line whose item is a sales or template bill of materials, for which the ERP adds the parts: held, or posted as it is")
        .field("on_unknown", otherwise("hold"), choice{"hold", "post-good-lines"},
               "What becomes of an order with a line that cannot be booked: it is held, or its good lines are posted and the others are added when they can be"),
    rule<rules::WarehouseMap>("warehouse-map")
        .accepts("order")
        .writes("/body/lines/*/booking")
        .help("Chooses the warehouse of each line; comes after sku-match.")
        .field("map", required, map_file{"[country]", "[state]", "[postcode]", "[method]", "[channel]", "[item]", "warehouse"}, "The first row that fits counts", example("warehouses.csv"))
        .field("default", otherwise(""), text, "Warehouse of lines that no row fits; empty = such orders are held", example("01")),
    rule<rules::TaxMap>("tax-map")
        .accepts("order")
        .writes("/body/lines/*/booking")
        .help("Puts the ERP's tax code on every line.")
        .field("map", required, map_file{"[country]", "[tax]", "[class]", "[rate]", "[group]", "[tax_id]", "code", "[erp_rate]"}, "Finance's table; the first row that fits counts", example("tax.csv")),
    rule<rules::Discounts>("discounts")
        .accepts("order")
        .writes("/body/booking")
        .writes("/body/lines/*/booking")
        .help("Puts on every line what the shopper paid for it, in minor units that add up to the order's total.")
        .field("price_decimals", otherwise(6), integer, "Decimals of prices in the ERP's company settings")
        .field("bundle_price_list", otherwise(""), text, "Number of the price list by whose prices a bundle's price is split among its parts", example("1")),
    rule<rules::Shipping>("shipping")
        .accepts("order")
        .writes("/body/booking")
        .help("Books shipping, handling, gift wrapping and fees as freight, or as lines on items of their own.")
        .field("tax_map", required, map_file{"[country]", "[tax]", "[class]", "[rate]", "[group]", "[tax_id]", "code", "[erp_rate]"}, "The same table as tax-map has", example("tax.csv"))
        .field("shipping_code", otherwise(""), text, "The ERP's freight code for shipping; without it or shipping_item orders with shipping are held", example("1"))
        .field("handling_code", otherwise(""), text, "Freight code for handling")
        .field("wrapping_code", otherwise(""), text, "Freight code for gift wrapping")
        .field("fee_code", otherwise(""), text, "Freight code for fees")
        .field("shipping_item", otherwise(""), text, "Instead of a freight code: item of a document line for shipping", example("FREIGHT"))
        .field("handling_item", otherwise(""), text, "Item of a line for handling")
        .field("wrapping_item", otherwise(""), text, "Item of a line for gift wrapping")
        .field("fee_item", otherwise(""), text, "Item of a line for fees")
        .field("item_warehouse", otherwise(""), text, "Warehouse of such lines; empty = the ERP's default"),
    rule<rules::Posting>("posting")
        .accepts("order")
        .writes("/body/booking")
        .help("Dates, numbering and remark of the document.")
        .field("date", otherwise("order"), choice{"order", "today"}, "Posting date: the day of the order, or the day on which it is posted")
        .field("utc_offset", otherwise("+00:00"), text, "The company's clock against UTC: decides which day it is", example("+01:00"))
        .field("due_days", otherwise(0), integer, "Delivery date: so many days after the posting date")
        .field("series", otherwise(""), text, "Numbering series, by number; empty = the ERP's default")
        .field("branch", otherwise(""), text, "Branch, by number; empty = none")
        .field("numbering", ledgerline::manifest::Presence(), map_file{"[channel]", "[country]", "[currency]", "[series]", "[branch]"},
               "Series and branch by where an order comes from; the first row that fits counts", example("numbering.csv"))
        .field("several_addresses", otherwise("tell"), choice{"tell", "hold"},
               "An order that goes to more than one address: each line of the document tells its own, or a person decides")
        .field("comments", otherwise("Web order {number}"), text, "Remark on the document; {number} and {method} are filled in"),
    rule<rules::TotalCheck>("total-check")
        .accepts("order")
        .writes("/body/booking")
        .help("Works out what the ERP will come to and holds the order if that is not the store's total, with a bridge that names each cent.")
        .field("tax_rounding", otherwise("line"), choice{"line", "document"}, "How the company rounds tax (its setting for tax in rows)")
        .field("tax_difference", otherwise("note"), choice{"note", "hold"}, "When the total is right but the tax in it differs by rounding"),
    rule<rules::RefundGate>("refund-gate")
        .accepts("refund")
        .help("Lets a refund through when its money went back, and its order is in the ERP.")
        .field("declined", otherwise("hold"), choice{"hold", "drop"}, "A refund whose payment was declined as a whole: a person decides, or nothing is booked")
        .field("unstated", otherwise("hold"), choice{"hold", "post"}, "A refund of which the store names no payment: a person decides, or it counts as paid")
        .field("of_dropped_orders", otherwise("drop"), choice{"drop", "hold"}, "Refunds of orders that were rightly not posted, such as test orders")
        .field("of_earlier_orders", otherwise("hold"), choice{"hold", "drop", "book"},
               "Refunds of orders from before first_order: a person decides, nothing is booked, or they are booked as refund-booking says (earlier_account)")
        .field("first_order", otherwise(0), integer, "The store's id of the first order that the engine brings over; 0 = every order that it does not know may still come", example("20481")),
    rule<rules::RefundBookingRule>("refund-booking")
        .accepts("refund")
        .writes("/body/booking")
        .help("Says what a refund credits, by what was booked of its order, and whether goods come back; comes after refund-gate.")
        .field("amount_account", otherwise(""), text, "Account of amounts that belong to no line; empty = such refunds are held", example("440000"))
        .field("amount_tax_code", otherwise(""), text, "Their tax code", example("A0"))
        .field("amount_tax_rate", otherwise("0"), text, "Its rate in percent")
        .field("deduction_account", otherwise(""), text, "Account of deductions such as a restocking fee; empty = less is credited for the line", example("484000"))
        .field("deduction_tax_code", otherwise(""), text, "Their tax code")
        .field("deduction_tax_rate", otherwise("0"), text, "Its rate in percent")
        .field("tax_account", otherwise(""), text, "Account of corrections of tax alone; empty = such refunds are held")
        .field("tax_tax_code", otherwise(""), text, "Their tax code")
        .field("tax_tax_rate", otherwise("0"), text, "Its rate in percent")
        .field("earlier_card_code", otherwise(""), text, "Business partner of refunds of orders from before first_order (refund-gate: of_earlier_orders: book)", example("C-WEB"))
        .field("earlier_account", otherwise(""), text, "Their account")
        .field("earlier_tax_code", otherwise(""), text, "Their tax code")
        .field("earlier_tax_rate", otherwise("0"), text, "Its rate in percent")
        .field("by_hand", otherwise("spread"), choice{"spread", "hold"},
               "A refund of less than its lines were sold for, by a person or after a deduction: all of its lines are credited with less in proportion, or a person decides")
        .field("tax_rounding", otherwise("line"), choice{"line", "document"}, "How the company rounds tax, where the order does not say how it was assumed")
        .field("tax_difference", otherwise("note"), choice{"note", "hold"}, "When the credit memos of an order credit more tax together than it was booked with, because each rounds by itself")
        .field("price_decimals", otherwise(6), integer, "Decimals of prices in the ERP's company settings")
        .field("goods", otherwise("expected"), choice{"expected", "none", "returned"},
               "Whether refunded goods come back: until a day, never, or at once. returned: the credit memo itself puts them into stock")
        .field("return_days", otherwise(30), integer, "With expected: so many days after the refund somebody asks where they are")
        .field("date", otherwise("refund"), choice{"refund", "today"}, "Posting date: the day of the refund, or the day on which it is posted")
        .field("utc_offset", otherwise("+00:00"), text, "The company's clock against UTC: decides which day it is", example("+01:00"))
        .field("series", otherwise(""), text, "Numbering series, by number; empty = the ERP's default")
        .field("comments", otherwise("Refund {refund} of web order {order}"), text, "Remark on the document; {refund}, {order} and {reason} are filled in"),
    rule<rules::ReturnWarehouse>("return-warehouse")
        .accepts("return")
        .writes("/body/lines/*/booking")
        .help("Says into which warehouse returned goods go, or that nothing is posted for them.")
        .field("map", ledgerline::manifest::Presence(), map_file{"[item]", "[from warehouse]", "sellable", "warehouse"}, "The first row that fits counts; an empty warehouse = nowhere", example("returns.csv"))
        .field("sellable_warehouse", otherwise(""), text, "Goods that can be sold and that no row fits; empty = the warehouse that they were sold from", example("01"))
        .field("scrap_warehouse", otherwise(""), text, "Goods that cannot be sold and that no row fits; empty = nowhere: nothing is posted, and a person is told", example("SCRAP")))
