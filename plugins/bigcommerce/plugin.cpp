// The BigCommerce connector.
#include "orders_source.hpp"

#include <ledgerline/plugin.hpp>

LEDGERLINE_PLUGIN("bigcommerce", "0.1.0",
    about("Reads orders from a BigCommerce store through the REST Management API (v2 orders, v3 transactions), and takes its webhooks."),
    connection()
        .field("url", required, text, "Base of the store's API", example("https://api.bigcommerce.com/stores/a1b2c3d4e5"))
        .field("token", required, secret, "Access token of a store-level API account; scopes: orders read-only, transactions read-only", example("${env:BC_TOKEN}"))
        .field("client_secret", optional, secret, "Client secret of the API account, which the store signs its callbacks with", example("${env:BC_CLIENT_SECRET}"))
        .field("callback_secret", optional, secret, "A secret of your own that the store's callbacks bring along in a header", example("${env:BC_CALLBACK_SECRET}"))
        .field("ca_file", otherwise(""), text, "Certificate authority to trust instead of the system's")
        .field("fingerprint", otherwise(""), text, "SHA-256 fingerprint of the only certificate to accept")
        .field("verify", otherwise(true), boolean, "false: accept any certificate; for a sandbox on this computer only")
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
        .field("channel", otherwise(""), text, "Only orders of this sales channel, by its number", example("1")))
