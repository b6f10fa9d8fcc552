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

class Company {
public:
    // Clock and random are borrowed and must outlive the company.
    Company(CompanySettings settings, const base::Clock& clock, base::Random& random);
    ~Company();
    Company(const Company&) = delete;
    Company& operator=(const Company&) = delete;

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
    void set_rate(const std::string& currency, const std::string& date, const Decimal& rate); // date "" = every day
    void set_stock(const std::string& item_code, const std::string& warehouse, const Decimal& in_stock);
    // As an administrator's PATCH: the item changes and gets new stamps.
    void change_item(const std::string& item_code, const message::Value& changes);

    // Faults. Each count is used up by the requests that it meets.
    void expire_sessions();
    void refuse_logins(int times);
    void contend(const std::string& entity_set, int writes);   // -2039; "" = any entity set
    void break_down(int requests, int status);                 // 502, 503, 504 before anything is executed
    void break_down_after_commit(int requests, int status);    // the write is done, its answer is lost
    void reject_partner(const std::string& card_code, const std::string& text); // -1116; "" = accept again
    void lock_period(const std::string& from, const std::string& to);
    void unlock_periods();
    void permit_dates(const std::string& from, const std::string& to);
    void switch_approvals(Approvals approvals);
    void restart();                                            // user objects that wait become visible; sessions end
    std::int64_t approve_draft(std::int64_t doc_entry);        // the DocEntry of the order

    // Inspection.
    std::size_t order_count() const;
    // How many orders, cancelled ones included, carry the value in a property: "U_LL_Key", "NumAtCard".
    std::size_t count_orders(const std::string& property, const std::string& value) const;
    std::vector<message::Value> orders_with(const std::string& property, const std::string& value) const;
    void each_order(const std::function<void(const message::Value&)>& visit) const; // complete bodies, v2 form
    std::vector<OrderTotals> order_totals() const;
    // One object in v2 form; null if there is none. Keys as text: "812", "SKU-1".
    message::Value find(const std::string& entity_set, const std::string& key) const;
    std::size_t count(const std::string& entity_set) const;
    std::size_t session_count() const;
    CompanySettings settings() const;

private:
    class Gate;
    mutable std::mutex lock_;
    std::unique_ptr<Gate> gate_;
};

} // namespace ledgerline::sandbox::b1
