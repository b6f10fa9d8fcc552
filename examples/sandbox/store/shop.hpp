// A BigCommerce store in process: requests in, responses out, no sockets, no time of its own. Thread-safe; one mutex.
#pragma once

#include "base/clock.hpp"
#include "base/http.hpp"
#include "base/random.hpp"
#include "message/value.hpp"
#include "store/faults.hpp"
#include "store/hooks.hpp"
#include "store/shop_settings.hpp"

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace ledgerline::sandbox {

namespace store {
struct State;
struct Call;
class RateLimit;
class FaultPlan;
}

// A response and what the network does with it.
struct ShopAnswer {
    base::HttpResponse response;
    base::Millis delay_ms = 0; // wait so long before it is sent
    bool dropped = false;      // the connection closes instead
};

struct LoadCounts {
    std::int64_t orders = 0;
    std::int64_t lines = 0;
    std::int64_t refunds = 0;
    std::int64_t products = 0;
};

class Shop {
public:
    // Clock and chance are borrowed for the life of the shop.
    Shop(ShopSettings settings, const base::Clock& clock, base::Random& random);
    ~Shop();
    Shop(const Shop&) = delete;
    Shop& operator=(const Shop&) = delete;

    // With the faults that were injected; the caller plays delay and drop.
    ShopAnswer answer(const base::HttpRequest& request);
    // The same for callers that have a network of their own: delay and drop are left out.
    base::HttpResponse handle(const base::HttpRequest& request) { return answer(request).response; }

    // What shoppers and merchants do. Each throws std::invalid_argument with plain words.
    std::int64_t place_order(const message::Value& order);
    void edit_order(std::int64_t id, const message::Value& changes);
    void set_status(std::int64_t id, std::int64_t status_id);
    void pay(std::int64_t id);
    // Shipments of the merchant's: what the body says (as the API's POST), or everything that is left, for each address one. The
    // answer has their ids.
    std::vector<std::int64_t> ship(std::int64_t id, const message::Value& body);
    void remove_shipment(std::int64_t id, std::int64_t shipment_id);
    std::int64_t leave_message(std::int64_t id, const message::Value& message);
    // A folder as retail_to_bigcommerce.py writes it; files that it may lack: refunds.ndjson, products.ndjson.
    LoadCounts load(const std::filesystem::path& folder);

    // Calls everybody whose callback is due, one after the other; the store goes on meanwhile. Answers how many were sent.
    std::size_t send_callbacks(const CallbackSender& send);
    void inject(const HookFault& fault);
    void clear_hook_faults();
    // {"hooks": [...], "waiting", "sent", "taken", "refused"}
    message::Value hooks() const;

    void inject(const Fault& fault);
    void clear_faults();
    void set_quota(std::int64_t quota);

    // An order with its parts: {"order", "products", "taxes", "shipping_addresses", "coupons", "fees", "transactions",
    // "shipments", "messages", "consignments"}.
    message::Value order(std::int64_t id) const;
    std::vector<std::int64_t> order_ids() const;
    // One row an order: id, status_id, payment_status, customer_id, total_inc_tax, total_tax, default_currency_code,
    // external_order_id, date_modified.
    message::Value order_rows() const;
    // {"orders", "by_status": [{"status_id", "orders", "total_inc_tax"}], "total_inc_tax", "lines", "refunds",
    // "customers", "requests", "written_back"}; totals are added up whatever the currency.
    message::Value summary() const;
    const ShopSettings& settings() const;

private:
    base::HttpResponse route(const store::Call& call, base::Millis now);
    base::HttpResponse served(const store::Call& call, base::Millis now);
    void play_before(const Fault& fault, const store::Call& call, base::Millis now);
    void touch_one_of(const base::HttpResponse& list, base::Millis now);

    const base::Clock& clock_;
    base::Random& random_;
    mutable std::mutex lock_;
    std::unique_ptr<store::State> state_;
    std::unique_ptr<store::RateLimit> rate_limit_;
    std::unique_ptr<store::FaultPlan> faults_;
    std::int64_t requests_ = 0;
};

} // namespace ledgerline::sandbox
