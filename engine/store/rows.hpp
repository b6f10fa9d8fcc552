// The rows of the store, as plain values. Times are milliseconds since 1970 UTC; ids are given by the store.
#pragma once

#include "base/clock.hpp"
#include "message/value.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ledgerline::store {

using Id = std::int64_t;
using base::Millis;

// Where a message stands. Exactly one of delivered, applied, dropped, settled, superseded is its ending, or it is held: that
// is an open exception.
namespace message_state {
inline constexpr const char* ready = "ready";           // the pipeline is next
inline constexpr const char* routed = "routed";         // its outbox row is next
inline constexpr const char* held = "held";             // an open exception explains why
inline constexpr const char* delivered = "delivered";   // the remote system has it
inline constexpr const char* applied = "applied";       // reference data or an unchanged document: nothing to send
inline constexpr const char* dropped = "dropped";       // rightly not processed, the reason is in its history
inline constexpr const char* settled = "settled";       // a person settled it by hand: later revisions are not sent either
inline constexpr const char* superseded = "superseded"; // a newer revision took its place before it was sent
}

struct MessageRow {
    Id id = 0;
    std::string route;      // name of the route it came in by
    std::string source;     // "shop/orders"
    std::string type;       // "order"
    std::string source_key; // the source's id of the thing
    std::string revision;   // digest of the body
    std::string source_time;// ISO 8601 UTC, when the source says it changed
    std::string group_key;  // messages of one group keep their order
    std::string correlation;// one id for everything that follows from one thing
    std::string state;
    Millis received_at = 0;
    Millis due_at = 0;      // not before
    Id version = 0;         // grows with every change of state: the fence of a commit
    std::string number;     // what people call it (order number), for look-ups
    std::string amount;     // money that waits, decimal text, "" if none
    std::string currency;
};

namespace outbox_state {
inline constexpr const char* ready = "ready";             // to be sent at due_at
inline constexpr const char* in_flight = "in_flight";     // an attempt is open
inline constexpr const char* unconfirmed = "unconfirmed"; // the answer was lost: probe before anything else
inline constexpr const char* waiting = "waiting";         // the remote holds it (approval): look again at due_at
inline constexpr const char* delivered = "delivered";
inline constexpr const char* rejected = "rejected";       // nothing was created; the message is held
inline constexpr const char* settled = "settled";         // a person said what became of it; nothing more is sent or looked up
inline constexpr const char* withdrawn = "withdrawn";     // taken back before it was sent (a retry runs the rules anew)
}

struct OutboxRow {
    Id id = 0;
    Id message_id = 0;
    std::string route;
    std::string sink;            // "erp/orders"
    std::string idempotency_key; // unique for ever: "order:shop:1047"
    std::string group_key;
    std::string state;
    Millis due_at = 0;
    std::int64_t attempt = 0;    // attempts begun so far
    std::int64_t probes = 0;     // probes since the answer was lost
    std::string last_error;
};

struct AttemptRow {
    Id id = 0;
    Id outbox_id = 0;
    std::int64_t number = 0;
    std::string kind;    // "deliver" or "probe"
    Millis started_at = 0;
    Millis ended_at = 0; // 0 = open
    std::string outcome; // "" while open; delivered, retry, rejected, unknown, found, absent, waiting, interrupted
    std::string detail;
};

struct CrossReferenceRow {
    std::string source, type, source_key; // the store's side
    std::string sink;
    std::string idempotency_key;
    std::string remote_id, remote_number; // the ERP's side
    std::string amount, currency;         // as the ERP booked it
    std::string revision;                 // of the message that was delivered
    Id message_id = 0;
    Millis at = 0;
};

struct HistoryRow {
    Id seq = 0;
    Millis at = 0;
    Id message_id = 0;   // 0 = about the engine itself
    std::string correlation;
    std::string what;    // received, rules, held, routed, attempt, delivered, ...
    std::string who;     // component, user, or engine
    std::string detail;  // JSON object
    std::string hash;    // hex SHA-256 over the previous hash and this row
};

struct FindingRow {
    std::string code;
    std::string subject;   // the shared cause: "sku:85123a"
    std::string waits_for; // "item:85123A"; "" = nothing the engine can see
    std::string component; // who found it
    std::string message;   // plain English
    std::string where;     // JSON Pointer in the message
    std::string facts;     // JSON object
};

struct ExceptionRow {
    Id id = 0;
    Id message_id = 0;    // 0 = about a flow, not a message
    std::string route;
    std::string code;     // of its first finding
    std::string team, assigned_to, severity, verdict;
    std::string state;    // open, closed
    std::string title;    // plain English, one line
    std::string subject;
    std::string type, source_key, number, amount, currency;
    Millis opened_at = 0, closed_at = 0;
    std::string closed_by; // "" while open; a user, "engine: the cause went away", "engine: delivered"
    std::string resolution;
};

struct ItemRow {
    std::string code;
    std::string folded;   // code without case, blanks and separators: finds near misses
    std::string revision;
    message::Value body;  // canonical Item
    Millis updated_at = 0;
};

// What the ERP says of an item's stock, in all of its warehouses.
struct LevelRow {
    std::string item_code;
    std::string levels;   // commerce::levels_of reads it
    Millis read_at = 0;   // our clock: when the request left that brought this change
};

// What one refund credits of one line or charge of its order, or in all.
struct CreditRow {
    Id id = 0;
    std::string store, order_key;        // "shop", "1047": the connection, since the order need not be known
    std::string source, refund_key;      // "shop/refunds", "12"
    std::string place;                   // "line:31", "freight:shipping:1:A1", "total"
    std::string quantity;                // in the ERP's sales unit; "" where nothing is counted
    std::string amount;                  // in minor units, in the price mode; of "total" with tax
    std::string tax;                     // of "total": tax in it, as expected; else ""
};

// Units of one order line that are to come back for a refund.
struct ExpectedReturnRow {
    std::string source, refund_key, line_id; // "shop/refunds", "12", "31"
    std::string order_source, order_key;
    std::string item_code;
    std::string quantity, received; // decimal text
    std::string due_on;             // YYYY-MM-DD
    bool told = false;              // somebody was asked where they are
    bool complete = false;          // all goods of the refund are there
    Id message_id = 0;              // of the refund
};

namespace returned_state {
inline constexpr const char* announced = "announced"; // entered, or on its way to the ERP
inline constexpr const char* received = "received";   // there, and booked where it is to be booked
inline constexpr const char* with_memo = "with_memo"; // the credit memo of a refund has put it into stock
}

// Units of one order line that came back with one return.
struct ReturnedRow {
    Id id = 0;
    std::string order_source, order_key;  // "shop/orders", "1047"
    std::string source, return_key;       // "returns", "RMA-17"; of a refund with_memo: "shop/refunds", "12"
    std::string refund_key;               // that pays for it, "" unknown
    std::string line_id;
    std::string units;                    // decimal text, in the unit of the order line
    std::string quantity;                 // in the ERP's sales unit
    std::string state;
};

// What shoppers have ordered of one SKU in one order, and how much of it the ERP has.
struct DemandRow {
    std::string source, order_key, sku; // "shop/orders", "1047"
    std::int64_t quantity = 0;      // of the newest revision; 0 = cancelled or taken out
    std::int64_t booked = 0;        // on the ERP's document
    std::int64_t booked_before = 0; // ... before the last change of it
    Millis booked_at = 0;           // when the ERP's answer was there, our clock; 0 = never
    Millis placed_at = 0;           // the store's clock
    Millis captured_at = 0;         // ours, of the first revision
};

// What the store has under one SKU.
struct ListingRow {
    std::string store;      // connection: "shop"
    std::string variant_id, sku;
    message::Value body;    // canonical Listing
    std::int64_t pass = 0;  // the full reading that has seen it last
    Millis read_at = 0;
};

// What was last sent to the store for one SKU at one location.
struct PushedStockRow {
    std::string route, sku, location;
    std::int64_t quantity = 0;
    Millis sent_at = 0, answered_at = 0; // 0 = there was no answer yet
    std::string transaction_id;
    std::int64_t sold_since = 0; // taken off by the store itself, for orders that came after it was applied
    std::string doubt;           // why the store may show something else, "" if nothing speaks for it
    std::string answer;          // refusal in the store's words, "" if it was accepted
};

// What was last sent to the store's catalogue for one SKU.
struct PushedListingRow {
    std::string route, sku;
    message::Value changes;  // as in the Listing Change
    std::int64_t times = 0;  // the same changes in a row: the store did not keep them
    Millis at = 0;
    std::string answer;      // refusal, "" if it was accepted
    bool hidden = false;     // we took it out of sight, so we may show it again
    std::string trouble;     // code of the exception that speaks of it, "" if none does
};

namespace push_kind {
inline constexpr const char* stock = "stock";
inline constexpr const char* catalogue = "catalogue";
}

// The coalesced queue: a SKU that is to be compared with what was sent, once, however often it changes.
struct PushDueRow {
    std::string route, sku;
    Millis due_at = 0;
    std::int64_t change = 0; // grows with every change of it
    std::string why;         // of the last one: "stock level", "order 1047"
    bool spreads = false;    // it was ordered: what else its items are in is to be looked at too
};

} // namespace ledgerline::store
