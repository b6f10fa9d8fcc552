// The SAP Business One connector.
#include "credit_memos_sink.hpp"
#include "items_source.hpp"
#include "orders_sink.hpp"
#include "payments_sink.hpp"
#include "returns_sink.hpp"
#include "returns_source.hpp"
#include "shipments_source.hpp"
#include "stock_source.hpp"

#include <ledgerline/plugin.hpp>

LEDGERLINE_PLUGIN("sapb1", "0.1.0",
    about("Reads items, stock and deliveries from SAP Business One and posts sales orders, payments and credit memos to it, through Service Layer (OData 4 at /b1s/v2, OData 3 at /b1s/v1)."),
    connection()
        .field("url", required, text, "Service Layer, with the version at its end", example("https://sap.example.com:50000/b1s/v2"))
        .field("company", required, text, "Company database", example("SBO_ACME_UK"))
        .field("user", required, text, "A licensed user of the company that belongs to the integration alone", example("ledgerline"))
        .field("password", required, secret, "Its password", example("${env:SAP_PASSWORD}"))
        .field("language", otherwise(""), text, "Language of SAP's messages, by its number; \"\" = the user's. 3 or 8 (English) lets more refusals be named", example("8"))
        .field("ca_file", otherwise(""), text, "Certificate authority to trust instead of the system's: most installations sign their own")
        .field("fingerprint", otherwise(""), text, "SHA-256 fingerprint of the only certificate to accept")
        .field("verify", otherwise(true), boolean, "false: accept any certificate; for a sandbox on this computer only")
        .field("timeout", otherwise("100s"), duration, "How long an answer may take; a large document takes SAP many seconds"),
    source<sapb1::ItemsSource>("items")
        .emits("item")
        .help("All items by code, then what was changed, and all of them again from time to time.")
        .field("full_every", otherwise("24h"), duration, "How often all items are read: what begins or ends on a date, and some price changes, leave no stamp")
        .field("overlap", otherwise("2m"), duration, "How far a poll looks back before the newest change that it knows; at least 1m")
        .field("price_lists", otherwise({}), list, "Numbers of the price lists to read; none = all", example("1"))
        .field("barcodes", otherwise(false), boolean, "true: all barcodes of an item, not only its main one")
        .field("weight", otherwise(false), boolean, "true: the weight of its sales unit")
        .field("components", otherwise(false), boolean, "true: the parts of sales, template and assembly bills of materials")
        .field("special_prices", otherwise({}), list, "Special prices to read: codes of customers, *1 for the periods of price list 1, all; none = none", example("*1"))
        .field("extras_every", otherwise("1h"), duration, "How often bills of materials and special prices are looked through: a change of them leaves no stamp on the item")
        .field("valid_no_means", otherwise("active"), choice{"active", "inactive"}, "An item that was never set to active nor inactive (Valid tNO, Frozen tNO) is ...")
        .field("utc_offset", otherwise("+00:00"), text, "The company's clock against UTC: decides the day on which date ranges begin and end", example("+01:00")),
    source<sapb1::StockSource>("stock")
        .emits("stock")
        .prepares()
        .help("The stock levels of all items in all warehouses, one snapshot after the other.")
        .field("read", otherwise("items"), choice{"items", "query"}, "items: as they stand in the items. query: by a stored query, a tenth of the traffic; `ledgerline prepare` makes it")
        .field("page_size", otherwise(0), integer, "Rows of one answer: items, or with query single levels; 0 = 1000 items or 10,000 levels. Fewer are asked for where they are too large"),
    source<sapb1::ShipmentsSource>("shipments")
        .emits("shipment")
        .help("What was delivered of the store's orders, with its tracking numbers, and what of it was cancelled.")
        .field("store", required, connection_name, "Name of the store's connection: it stands in the keys of its orders (order:NAME:1047)", example("shop"))
        .field("invoices", otherwise("ignore"), choice{"ignore", "deliver"}, "deliver: invoices that are made from the order without a delivery are shipments too")
        .field("look_back", otherwise("720h"), duration, "How far back the first poll looks for deliveries")
        .field("overlap", otherwise("2m"), duration, "How far a poll looks back before the newest change that it knows; at least 1m")
        .field("package_field", otherwise(""), text, "User field of a delivery's packages with a tracking number; the delivery's own is always read", example("U_Tracking"))
        .field("comment_field", otherwise(""), text, "Field of the delivery with a remark for the shopper; \"\" = none", example("U_ShopperNote"))
        .field("utc_offset", otherwise("+00:00"), text, "The company's clock against UTC: turns the time of a delivery into UTC", example("+01:00")),
    source<sapb1::ReturnsSource>("returns")
        .emits("return")
        .help("Goods of the store's orders that were booked as returned (Returns), and what of it was cancelled.")
        .field("store", required, connection_name, "Name of the store's connection: it stands in the keys of its orders (order:NAME:1047)", example("shop"))
        .field("unsellable_warehouses", otherwise({}), list, "Warehouses whose goods are not for sale: what was returned into them counts as not sellable", example("[SCRAP]"))
        .field("look_back", otherwise("720h"), duration, "How far back the first poll looks for returns")
        .field("overlap", otherwise("2m"), duration, "How far a poll looks back before the newest change that it knows; at least 1m")
        .field("utc_offset", otherwise("+00:00"), text, "The company's clock against UTC: turns the time of a return into UTC", example("+01:00")),
    sink<sapb1::OrdersSink>("orders")
        .accepts("order")
        .batch_max(sapb1::orders_per_batch_max)
        .prepares()
        .takes_changes()
        .help("Posts each order once: a row of the key table and the sales order in one change set; changes and cancels it where SAP allows it.")
        .field("tax_field", otherwise("VatGroup"), choice{"VatGroup", "TaxCode"}, "VatGroup in countries with VAT, TaxCode in countries with sales tax")
        .field("reference", otherwise("{number}"), text, "Customer reference (NumAtCard): {number}, {id}, {channel}, {external_id} of the order", example("WEB-{number}"))
        .field("price_mode", otherwise("leave"), choice{"leave", "send"}, "send: each document says whether its prices are gross or net; for companies with separate price modes")
        .field("currencies", otherwise({}), table{"store", "company"}, "The company's own codes of currencies, where they are not those of ISO 4217")
        .field("preview", otherwise("never"), choice{"never", "always"}, "always: SAP computes each order first, and one whose total differs is not posted; costs a request per order")
        .field("hand_made", otherwise("hold"), choice{"ignore", "hold", "adopt"}, "Orders that people made with the same customer reference: adopt takes one whose customer, lines and total agree")
        .field("cancelled_after_delivery", otherwise("hold"), choice{"hold", "close"}, "An order that is cancelled in the store when a part of it was delivered; close: what is open is closed")
        .field("states", ledgerline::manifest::Presence(), map_file{"country", "name", "code"}, "Codes that SAP has for states which the store writes by name; others are left out of documents", example("states.csv"))
        .field("countries", ledgerline::manifest::Presence(), map_file{"store", "company"}, "The company's codes of countries, where they are not the store's ISO codes, or the store has only a name",
               example("countries.csv"))
        .field("options", otherwise("leave"), choice{"leave", "item-details"}, "item-details: what the shopper chose or wrote on a line (size, engraving) stands in the line's ItemDetails")
        .field("external_id_field", otherwise(""), text, "Field of the business partner that holds the store's customer id", example("U_LL_Customer"))
        .field("valid_no_means", otherwise("active"), choice{"active", "inactive"}, "A business partner that was never set to active nor inactive is ...")
        .field("utc_offset", otherwise("+00:00"), text, "The company's clock against UTC: decides the day on which date ranges begin and end", example("+01:00")),
    sink<sapb1::PaymentsSink>("payments")
        .accepts("confirmation")
        .takes_changes()
        .prepares()
        .help("Books the money of orders that were posted: each captured tender once, as an incoming payment on account or against a down payment of the sales order.")
        .field("payment_map", required, map_file{"method", "gateway", "policy", "[kind]", "[account]", "[card]", "[card_method]"}, "How each method of payment reaches the books", example("payments.csv"))
        .field("down_payment", otherwise("invoice"), choice{"invoice", "request"}, "What policy down-payment makes of the sales order: a down payment invoice or a request")
        .field("date", otherwise("transaction"), choice{"transaction", "today"}, "The posting date: the day on which the money moved, or the day of booking")
        .field("utc_offset", otherwise("+00:00"), text, "The company's clock against UTC: decides on which day money moved", example("+01:00")),
    sink<sapb1::CreditMemosSink>("credit-memos")
        .accepts("refund")
        .prepares()
        .help("Credits each refund once, on what stands of its order: by memos based on open invoices, by memos of their own, or by the order itself; all of it in one change set.")
        .field("undelivered", otherwise("hold"), choice{"hold", "memo", "amend"}, "What was refunded of an order and is not delivered: hold it, credit it by a memo of its own, or amend the order")
        .field("cancelled_order", otherwise("nothing"), choice{"nothing", "memo"}, "A refund of an order that is cancelled in SAP and was not invoiced: nothing is to be credited, or a memo is booked")
        .field("hand_made", otherwise("hold"), choice{"ignore", "hold", "adopt"}, "Credit memos that people made of the same order with the same total: adopt takes one if it is the only one")
        .field("reference", otherwise("{order}"), text, "Customer reference (NumAtCard): {order}, {refund}", example("{order}-R{refund}"))
        .field("tax_field", otherwise("VatGroup"), choice{"VatGroup", "TaxCode"}, "VatGroup in countries with VAT, TaxCode in countries with sales tax")
        .field("price_mode", otherwise("leave"), choice{"leave", "send"}, "send: each document says whether its prices are gross or net; for companies with separate price modes")
        .field("currencies", otherwise({}), table{"store", "company"}, "The company's own codes of currencies, where they are not those of ISO 4217")
        .field("payouts", ledgerline::manifest::Presence(), map_file{"provider", "policy", "[account]", "[currency]"}, "Which payments of a refund become outgoing payments: none or outgoing-payment, and the account",
               example("payouts.csv")),
    sink<sapb1::ReturnsSink>("returns")
        .accepts("return")
        .prepares()
        .help("Posts goods that came back, once, as a goods receipt into the warehouse that the rules name.")
        .field("account", otherwise(""), text, "Account of the goods receipt's lines; empty = as SAP chooses it", example("500400"))
        .field("date", otherwise("received"), choice{"received", "today"}, "The posting date: the day on which the goods came back, or the day of booking")
        .field("utc_offset", otherwise("+00:00"), text, "The company's clock against UTC: decides which day it is", example("+01:00")))
