// What followed from an order that was booked: who was told of it (confirmations), and its deliveries (shipments).
#pragma once

#include "config/deployment.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace ledgerline::app {

// One that was told, or one delivery: all of its revisions.
struct Follower {
    std::string type;                 // "confirmation" or "shipment"
    std::string to;                   // "shop/order-status", "" where its route is gone
    store::MessageRow newest;
    std::vector<store::HistoryRow> history; // of all its revisions
    message::Value body;              // of the newest
    std::string stands;               // where it stands, for a person
    store::Id exception = 0;          // the open one, 0 = none
};

std::vector<Follower> followers_of(store::UnitOfWork& unit, const config::Settings& settings, const store::MessageRow& order);

// "shop/order-status: document 26000001 is booked, the payment is captured · it is known there".
std::string summary_of(const Follower& follower);

// "shop/order-status knows of: ...", or "" where the entry says nothing that a person wants to know.
std::string sentence_of(const Follower& follower, const store::HistoryRow& entry, const message::Value& detail);

} // namespace ledgerline::app
