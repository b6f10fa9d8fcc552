// What the tests of the store and of the rooms above it have in common: a folder of their own, a clock that stands, and
// rows that are filled in.
#pragma once

#include "base/clock.hpp"
#include "store/store.hpp"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace ledgerline::sample {

class StandingClock final : public base::Clock {
public:
    base::Millis now() const override { return at; }
    base::Millis at = 1'700'000'000'000;
};

// A new folder that goes away with the test.
class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "ledgerline-test-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::filesystem::path path() const { return path_; }
    store::Location store() const { return {(path_ / "store.db").string()}; }

private:
    std::filesystem::path path_;
};

inline store::MessageRow order(const std::string& source_key, const std::string& revision = "r1") {
    store::MessageRow row;
    row.route = "orders";
    row.source = "shop/orders";
    row.type = "order";
    row.source_key = source_key;
    row.revision = revision;
    row.source_time = "2026-11-23T08:00:00Z";
    row.group_key = "order:shop:" + source_key;
    row.correlation = "order:shop:" + source_key;
    row.state = store::message_state::ready;
    row.received_at = 1'000;
    row.number = "N" + source_key;
    row.amount = "24.90";
    row.currency = "GBP";
    return row;
}

inline store::OutboxRow delivery(store::Id message_id, const std::string& idempotency_key) {
    store::OutboxRow row;
    row.message_id = message_id;
    row.route = "orders";
    row.sink = "erp/orders";
    row.idempotency_key = idempotency_key;
    row.group_key = idempotency_key;
    row.state = store::outbox_state::ready;
    return row;
}

inline store::ExceptionRow exception(store::Id message_id, const std::string& code = "SKU_NOT_FOUND") {
    store::ExceptionRow row;
    row.message_id = message_id;
    row.route = "orders";
    row.code = code;
    row.team = "merchandising";
    row.severity = "medium";
    row.verdict = "after a fix";
    row.state = "open";
    row.title = "SKU 85123a is not in the item master";
    row.subject = "sku:85123a";
    row.type = "order";
    row.source_key = "1047";
    row.opened_at = 2'000;
    return row;
}

inline store::FindingRow finding(const std::string& subject, const std::string& waits_for, const std::string& code = "SKU_NOT_FOUND") {
    return {code, subject, waits_for, "rules/sku-match", subject + " is not in the item master", "/lines/0/sku", "{}"};
}

// A store on one connection of its own, without threads, in memory.
struct Memory {
    StandingClock clock;
    store::Store store{{":memory:"}, clock, store::Store::Mode::inline_};
};

} // namespace ledgerline::sample
