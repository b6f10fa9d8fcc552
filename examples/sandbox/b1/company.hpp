// One SAP Business One company behind a simulated Service Layer: requests in, answers out, no sockets and no threads of
// its own. Everything that a test or a control interface may do to it besides requests stands here as well. Every
// function may be called from any thread; one lock makes them follow one another.
#pragma once

#include "b1/company_settings.hpp"

#include "base/clock.hpp"
#include "base/http.hpp"
#include "base/random.hpp"
#include "message/value.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace ledgerline::sandbox::b1 {

struct OrderTotals {
    std::int64_t doc_entry = 0, doc_num = 0;
    std::string card_code, num_at_card, currency;
    Decimal total, tax, discount, total_foreign; // the first three in local currency
    std::size_t lines = 0;
    bool cancelled = false;
};

// A document that somebody made at his desk.
struct Made {
    std::string entity_set; // an order that needs approval becomes one of "Drafts"
    std::int64_t doc_entry = 0;
};

// One posting's change of an item's level in a warehouse.
struct StockChange {
    base::Millis at = 0;
    std::string entity_set; // "DeliveryNotes"; "" where somebody set the level by hand
    std::int64_t entry = 0;
    std::string warehouse;
    Decimal in_stock, committed, ordered;
};

struct CompanyAnswer {
    base::HttpResponse response;
    base::Millis delay_ms = 0; // wait so long before it is sent
    bool dropped = false;      // close the connection without an answer
};

class Company {
public:
    // Clock and random are borrowed and must outlive the company.
    Company(CompanySettings settings, const base::Clock& clock, base::Random& random);
    ~Company();
    Company(const Company&) = delete;
    Company& operator=(const Company&) = delete;

    // With the faults that were asked for; the caller plays delay and drop.
    CompanyAnswer answer(const base::HttpRequest& request);
    // The same for callers that have a network of their own: faults of the connection are left out.
    base::HttpResponse handle(const base::HttpRequest& request);
    // The same, but the part of the batch with this number (from 0; of a request that is no batch, the request) meets -2039: somebody
    // else holds its rows (b1/load.hpp).
    base::HttpResponse handle_with_locked_part(const base::HttpRequest& request, std::size_t part);

    // Loading, fast for many. Objects as the Service Layer writes them; stock and stamps count too. They throw
    // std::invalid_argument with the reason.
    void add_item(const message::Value& item);
    void add_business_partner(const message::Value& partner);
    void add_warehouse(const message::Value& warehouse);
    void add_vat_group(const message::Value& group);
    void add_expense(const message::Value& expense);
    void add_shipping_type(const message::Value& type);
    void add_sales_tax_code(const message::Value& code);
    void add_currency(const message::Value& currency); // a currency with digits of its own
    // {"TreeCode": "SET", "TreeType": "iSalesTree", "ProductTreeLines": [{"ItemCode": "A", "Quantity": 2, "Warehouse": "01"}]}: without
    // TreeType the item says what kind of bill of materials it is. One that is there already is replaced.
    void add_product_tree(const message::Value& tree);
    void add_price_list(const message::Value& list);
    void add_special_price(const message::Value& price); // CardCode "*1": for everybody, in the place of price list 1
    void set_rate(const std::string& currency, const std::string& date, const Decimal& rate); // date "" = every day
    void set_stock(const std::string& item_code, const std::string& warehouse, const Decimal& in_stock);
    // As an administrator's PATCH: the item changes and gets new stamps.
    void change_item(const std::string& item_code, const message::Value& changes);

    // Faults. Each count is used up by the requests that it meets.
    void expire_sessions();
    void expire_sessions_after(int requests);                  // they are still served
    void refuse_logins(int times);
    void contend(const std::string& entity_set, int writes);   // -2039; "" = any entity set
    void fail_commits(int transactions);                       // "Could not commit transaction", nothing stays
    void slow_down(int requests, base::Millis delay_ms);
    void drop_before_execution(int requests);                  // an idle connection that closes under the request
    void drop_after_commit(int requests);
    void break_down(int requests, int status);                 // 502, 503, 504 before anything is executed
    void break_down_after_commit(int requests, int status);    // the write is done, its answer is lost
    void reject_partner(const std::string& card_code, const std::string& text); // -1116; "" = accept again
    void lock_period(const std::string& from, const std::string& to);
    void unlock_periods();
    void permit_dates(const std::string& from, const std::string& to);
    void switch_approvals(Approvals approvals);
    void restart();                                            // user objects that wait become visible; sessions end

    // What people do at their desks: the same postings as through the Service Layer, with the same rules. They throw
    // std::invalid_argument with the refusal's text and code. `what` is null for everything that is open, else
    // {"lines": [{"line": 0, "quantity": "1", "members": {...}}], "members": {"TrackingNumber": "..."}}.
    Made deliver_order(std::int64_t order, const message::Value& what = nullptr);
    Made invoice(const std::string& base_set, std::int64_t base, const message::Value& what = nullptr);
    // Of Invoices, DownPayments or CreditNotes. `what` is null for all that is open, else {"amount", "account", "members": {...}}.
    Made pay(const std::string& entity_set, std::int64_t entry, const message::Value& what = nullptr);
    Made make_document(const std::string& entity_set, const message::Value& document);
    void change_document(const std::string& entity_set, std::int64_t entry, const message::Value& changes);
    Made cancel_document(const std::string& entity_set, std::int64_t entry); // the cancellation document, of an order itself
    void close_document(const std::string& entity_set, std::int64_t entry);
    std::int64_t approve_draft(std::int64_t doc_entry);        // the DocEntry of the order
    void refuse_draft(std::int64_t doc_entry);
    Made receive(std::int64_t purchase_order);                 // what is open of it comes in
    // Somebody has the row open: until then writes that need it get -2039. Key as text: "812", "SKU-1".
    void lock_row(const std::string& entity_set, const std::string& key, base::Millis for_ms);

    // Inspection.
    std::size_t order_count() const;
    // How many orders, cancelled ones included, carry the value in a property: "U_LL_Key", "NumAtCard".
    std::size_t count_orders(const std::string& property, const std::string& value) const;
    std::vector<message::Value> orders_with(const std::string& property, const std::string& value) const;
    // The same of any entity set: payments by their key, deliveries by their tracking number.
    std::vector<message::Value> objects_with(const std::string& entity_set, const std::string& property, const std::string& value) const;
    void each_order(const std::function<void(const message::Value&)>& visit) const; // complete bodies, v2 form
    std::vector<OrderTotals> order_totals() const;
    // One object in v2 form; null if there is none. Keys as text: "812", "SKU-1".
    message::Value find(const std::string& entity_set, const std::string& key) const;
    std::size_t count(const std::string& entity_set) const;
    // What moved the item's stock, in the order of the postings.
    std::vector<StockChange> stock_ledger(const std::string& item_code) const;
    std::size_t session_count() const;
    CompanySettings settings() const;

private:
    class Gate;
    mutable std::mutex lock_;
    std::unique_ptr<Gate> gate_;
};

} // namespace ledgerline::sandbox::b1
