// The BigCommerce connector.
#include "catalogue_sink.hpp"
#include "catalogue_source.hpp"
#include "inventory_sink.hpp"
#include "order_status_sink.hpp"
#include "orders_source.hpp"
#include "refunds_source.hpp"
#include "shipments_sink.hpp"

#include <ledgerline/plugin.hpp>

LEDGERLINE_PLUGIN("bigcommerce", "0.1.0",
    about("Reads orders and refunds from a BigCommerce store through the REST Management API (v2 orders, v3 transactions and refunds), takes its webhooks, and tells the store what became of the orders. Reads what the store has on sale, and writes stock and items to it (v3 catalogue and inventory)."),
    connection()
        .field("url", required, text, "Base of the store's API", example("https://api.bigcommerce.com/stores/a1b2c3d4e5"))
        .field("token", required, secret, "Access token of a store-level API account; scopes: orders read-only (modify for the sinks of orders), transactions read-only; products and store inventory read-only (modify for their sinks), locations and information read-only", example("${env:BC_TOKEN}"))
        .field("client_secret", optional, secret, "Client secret of the API account, which the store signs its callbacks with", example("${env:BC_CLIENT_SECRET}"))
        .field("callback_secret", optional, secret, "A secret of your own that the store's callbacks bring along in a header", example("${env:BC_CALLBACK_SECRET}"))
        .field("ca_file", otherwise(""), text, "Certificate authority to trust instead of the system's")
        .field("fingerprint", otherwise(""), text, "SHA-256 fingerprint of the only certificate to accept")
        .field("verify", otherwise(true), boolean, "false: accept any certificate; for a sandbox on this computer only")
        .field("barcode", otherwise("upc"), choice{"upc", "gtin"}, "Which member of a product holds its barcode")
        .field("timeout", otherwise("60s"), duration, "How long an answer may take"),
    source<bigcommerce::OrdersSource>("orders")
        .emits("order")
        .help("New orders by id, and whatever was modified, by time, with an overlap. Incomplete orders are left out, and those that were archived before they were ever read.")
        .field("overlap", otherwise("5m"), duration, "How far a poll looks back before the newest change it knows")
        .field("from", otherwise(""), text, "Day of the first order that is ours; older ones are left alone", example("2026-01-31"))
        .field("prices", otherwise("stated"), choice{"stated", "with-tax", "without-tax"}, "Whether the store's prices contain tax, where its orders do not state it")
        .field("callback_url", otherwise(""), text, "Where the store reaches this engine's /hooks/<connection>; with it the store's webhooks are set up and kept alive", example("https://erp.example.com/hooks/shop"))
        .field("replay_window", otherwise("5m"), duration, "How old a signed callback may be")
        .field("tax_id_field", otherwise(""), text, "Label of the billing address' form field in which customers write their tax number", example("VAT number"))
        .field("customer_groups", otherwise(false), boolean, "Read the group of each registered customer: a request for each order, and the scope customers read-only")
        .field("channel", otherwise(""), text, "Only orders of this sales channel, by its number", example("1")),
    source<bigcommerce::RefundsSource>("refunds")
        .emits("refund")
        .help("Every refund by its id and what was made lately by time, with an overlap; those whose money has not moved yet are read again until it has.")
        .field("overlap", otherwise("2h"), duration, "How far a poll looks back before the newest refund it knows")
        .field("from", otherwise(""), text, "Day of the first refund that is ours; older ones are left alone", example("2026-01-31"))
        .field("channel", otherwise(""), text, "Only refunds of orders of this sales channel, by its number", example("1"))
        .field("settles", otherwise("by-transaction"), choice{"by-transaction", "at-once"}, "by-transaction: a payment counts as settled when the store names its transaction, or the order has one that fits; at-once: when it was not declined, for stores whose provider never gives transactions")
        .field("settle_within", otherwise("30d"), duration, "How long a refund whose money has not moved is read again before people are told")
        .field("replay_window", otherwise("5m"), duration, "How old a signed callback may be; the same as of the orders"),
    sink<bigcommerce::OrderStatusSink>("order-status")
        .accepts("confirmation")
        .takes_changes()
        .help("Writes the number of the ERP's document to the order, a line to its staff notes, and a status where the deployment lists one.")
        .field("reference", otherwise("{number}"), text, "What external_order_id is set to: {number} and {id} of the document; \"\" = it is left alone", example("SO-{number}"))
        .field("note", otherwise(""), text, "Line that is appended to the staff notes, once: {number} and {id} of the document; \"\" = none", example("SAP order {number}"))
        .field("cancel_note", otherwise(""), text, "The same when the document was cancelled", example("SAP order {number} was cancelled"))
        .field("statuses", otherwise({}), table{"document", "from", "to"}, "When the document is booked or cancelled, an order in status `from` gets status `to`; all others stay"),
    sink<bigcommerce::ShipmentsSink>("shipments")
        .accepts("shipment")
        .takes_changes()
        .help("Makes a shipment of each delivery, partial ones too; adds tracking that comes later; removes it when the delivery is cancelled.")
        .field("mark", otherwise("Delivery {number}/{id}"), text, "Line of a shipment's comments by which it is found again: {number} and {id} of the delivery; {id} must be there")
        .field("carriers", otherwise({}), table{"carrier", "[provider]", "[tracking_carrier]"}, "What the store calls the ERP's carriers (or shipping types, where these name the carrier), so that it makes links; others are sent without")
        .field("lines_without_id", otherwise("hold"), choice{"hold", "ignore"}, "Lines of a delivery that no line of the order stands for, e.g. freight as an item")
        .field("without_address", otherwise("leave"), choice{"leave", "hold"}, "Lines that are not sent: digital goods, orders that the shopper collects. leave: the store is told nothing of them")
        .field("collected", otherwise("leave"), choice{"leave", "awaiting-pickup", "completed"}, "Status of an order that the shopper collects, once its goods were delivered")
        .field("status", otherwise("store"), choice{"store", "ensure"}, "ensure: an order that waits is set to Shipped or Partially Shipped after its shipment, where the store did not do it itself")
        .field("cancelled", otherwise("leave"), choice{"leave", "reopen"}, "A removed shipment leaves the order's status as it was; reopen: a shipped order goes back to Awaiting Fulfillment or Partially Shipped")
        .field("cancel_note", otherwise("Delivery {number} was cancelled; its shipment was removed here. Removing it does not change the order's status."), text,
               "Line that is appended to the staff notes then; \"\" = none"),
    source<bigcommerce::CatalogueSource>("catalogue")
        .emits("listing")
        .help("What the store has on sale, a listing for each variant: all of it now and then, and what was modified in between.")
        .field("overlap", otherwise("5m"), duration, "How far a pass looks back before the newest change it knows")
        .field("full_every", otherwise("24h"), duration, "How often everything is read: only that shows what was deleted, and changes that leave no date"),
    sink<bigcommerce::InventorySink>("inventory")
        .accepts("availability")
        .batch_max(2'000)
        .help("Sets how much may be sold at each location of the store: absolute adjustments, one location a request, one request at a time.")
        .field("reason", otherwise("Stock from the ERP"), text, "What the store's history of stock says of an adjustment that brings no reason of its own"),
    sink<bigcommerce::CatalogueSink>("catalogue")
        .accepts("listing-change")
        .batch_max(50)
        .help("Writes what the ERP's items want otherwise in the store's catalogue, only the fields that differ, and makes products where the route has them made.")
        .field("categories", otherwise({}), list, "Categories of new products, by their numbers; stores with the new product pages require one", example("23"))
        .field("type", otherwise("physical"), choice{"physical", "digital"}, "Type of new products")
        .field("tracking", otherwise("product"), choice{"product", "none"}, "By what the store counts the stock of new products; none: it does not")
        .field("new", otherwise("hidden"), choice{"hidden", "as-wanted"}, "hidden: a new product is not shown until people have completed it; as-wanted: as the item says"))
