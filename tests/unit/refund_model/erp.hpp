// What the checks need to know of the ERP, whether it is the small exact model or a whole simulated company.
#pragma once

#include "unit/refund_model/sale.hpp"

#include <memory>
#include <string>
#include <vector>

namespace ledgerline::plugin {
class Component;
struct Services;
} // namespace ledgerline::plugin

namespace ledgerline::refund_model {

struct MemoLine {
    std::string line_id;
    std::int64_t quantity = 0;
    Minor amount = 0; // in the price mode
    TaxRate tax;
    bool into_stock = false;
};
struct MemoCharge {
    std::string place;
    Minor amount = 0;
    TaxRate tax;
};
// All that one refund, or somebody by hand, has credited: its documents together.
struct Memo {
    std::string number, refund; // the store's id; "" made by hand
    std::vector<MemoLine> lines;
    std::vector<MemoCharge> charges;
    Minor services = 0; // on accounts
    std::int64_t service_rows = 0;
    Minor total = 0, tax = 0;
    bool is_cancelled = false;
};

struct StockMove {
    std::string of;   // "return" or "memo"
    std::string id;   // of the return or of the refund
    std::string line_id, warehouse;
    std::int64_t quantity = 0;
};

class Erp {
public:
    virtual ~Erp() = default;
    // "erp/orders", "erp/credit-memos", "erp/returns".
    virtual std::unique_ptr<plugin::Component> sink(const std::string& name, const plugin::Services& services) = 0;
    // The answer to the next thing that is sent is lost; what was sent arrives, or not.
    virtual void lose_next(bool arrives) = 0;
    // What people do there, as chance wants it; in words, "" if nothing.
    virtual std::string people_work(base::Random& random) = 0;
    virtual std::string hand_memo(Minor total, base::Random& random) = 0;
    // Whatever is undelivered is delivered, so that nothing waits for the warehouse.
    virtual void deliver_all() = 0;

    virtual std::vector<Memo> memos() const = 0;
    virtual std::vector<StockMove> moves() const = 0;
    // The line stands on the order's document.
    virtual bool has_line(const std::string& line_id) const = 0;
    // Of a line: what could still be credited there is not delivered, or was closed.
    virtual bool lacks_goods(const std::string& line_id) const = 0;
    // Not all of the order is invoiced, so charges and amounts may have no document to be credited on.
    virtual bool is_unbilled() const { return false; }
};

} // namespace ledgerline::refund_model
