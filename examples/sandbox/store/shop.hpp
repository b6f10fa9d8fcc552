// A BigCommerce store in process: requests in, responses out, no sockets, no time of its own. Thread-safe; one mutex.
#pragma once

#include "base/clock.hpp"
#include "base/http.hpp"
#include "base/random.hpp"
#include "message/value.hpp"
#include "store/adjustments.hpp"
#include "store/faults.hpp"
#include "store/hooks.hpp"
#include "store/refund_faults.hpp"
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
    // A refund as a person makes it in the control panel: {"items": [...]} as the API has them, {"amount": "5.00"} for the order as a
    // whole, or everything that is left; with "reason", "user_id", "offline", "provider_id" (see docs/sandbox.md). The answer is its id.
    std::int64_t refund(std::int64_t order_id, const message::Value& what);
    // What becomes of a payment of a refund that is pending, by hand.
    void settle_refund_payment(std::int64_t payment_id);
    void decline_refund_payment(std::int64_t payment_id, const std::string& message);
    void inject(const RefundFault& fault);
    void clear_refund_faults();
    // Refunds as the API lists them.
    message::Value refunds() const;
    message::Value shown_refund(std::int64_t id) const;
    // When the last payment of a refund that waits settles or is declined; 0 if none waits.
    base::Millis refunds_quiet_at() const;
    std::int64_t leave_message(std::int64_t id, const message::Value& message);
    // A folder as retail_to_bigcommerce.py writes it; files that it may lack: refunds.ndjson, products.ndjson.
    LoadCounts load(const std::filesystem::path& folder);

    // A product in the API's form, with `stock` by location of it and of its variants (see docs/sandbox.md). The answer is its id.
    std::int64_t add_product(const message::Value& product);
    // Many without options, quickly.
    void add_products(const std::vector<PlainProduct>& products);
    // What a person changes, as the API's PUT; duplicate SKUs and names are let through, as an import does.
    void change_product(std::int64_t id, const message::Value& changes);
    void remove_product(std::int64_t id);
    // A person sets what is on hand; seen at once. The location by its code, or by its id in digits.
    void set_stock(const std::string& sku, const std::string& location, std::int64_t on_hand);
    void change_inventory_settings(const message::Value& members);
    void inject(const StockFault& fault);
    void clear_stock_faults();

    store::StockCell stock(const std::string& sku, const std::string& location) const;
    // {"sku", "product_id", "variant_id", "tracking", "locations": [{"location", "location_id", "on_hand", "available", "safety_stock", "is_in_stock", "ever_set"}]}
    message::Value stock_of(const std::string& sku) const;
    // Everything that moved stock since the first `skipped` movements, in the order of its application.
    std::vector<StockMovement> stock_movements(std::size_t skipped = 0) const;
    // The same as rows: who ("order 1001", "adjustment 8f6f...", "person", "catalogue"), sku, location, accepted, applied, before, after.
    message::Value stock_rows(std::size_t skipped = 0) const;
    // What became of the adjustments that were accepted.
    std::vector<AdjustmentFate> adjustments() const;
    // When the last adjustment that waits will be done; 0 if none waits.
    base::Millis stock_quiet_at() const;
    // Products as the API shows them, with their variants.
    message::Value products() const;
    message::Value product(std::int64_t id) const;

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
    // "refunds", "shipments", "messages", "consignments"}.
    message::Value order(std::int64_t id) const;
    std::vector<std::int64_t> order_ids() const;
    // One row an order: id, status_id, payment_status, customer_id, total_inc_tax, total_tax, default_currency_code,
    // external_order_id, date_modified.
    message::Value order_rows() const;
    // {"orders", "by_status": [{"status_id", "orders", "total_inc_tax"}], "total_inc_tax", "lines", "refunds",
    // "customers", "products", "requests", "written_back"}; totals are added up whatever the currency.
    message::Value summary() const;
    const ShopSettings& settings() const;

private:
    // Now, with everything done that was due.
    base::Millis time() const;
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
