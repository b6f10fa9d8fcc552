// A whole simulated company of SAP Business One, and the connector's own sinks on it: slower than the books, and nothing about it is simplified.
#pragma once

#include "unit/refund_model/engine.hpp"
#include "unit/refund_model/erp.hpp"
#include "unit/sapb1/memos_room.hpp"

#include <optional>

namespace ledgerline::refund_model {

// What a company of this model can hold: pounds and euros, and no lines that are added later.
Sale for_company(Sale sale);

class Company final : public Erp {
public:
    Company(const Sale& sale, plugin::Catalog& connector, bool holds_undelivered);

    std::unique_ptr<plugin::Component> sink(const std::string& name, const plugin::Services& services) override;
    void lose_next(bool arrives) override { (arrives ? wire_.lose_next : wire_.refuse_next) = 1; }
    std::string people_work(base::Random& random) override;
    std::string hand_memo(Minor total, base::Random& random) override;
    void deliver_all() override;

    std::vector<Memo> memos() const override;
    std::vector<StockMove> moves() const override;
    bool has_line(const std::string& line_id) const override;
    bool lacks_goods(const std::string& line_id) const override;
    bool is_unbilled() const override;

private:
    bool is_foreign() const { return sale_.currency != "GBP"; }
    Minor amount_of(const message::Value& row, const std::string& name, const std::string& foreign) const;
    Memo memo_of(const message::Value& document) const;
    void add_rows(Memo& memo, const message::Value& document) const;
    std::string tried(const std::string& words, const std::function<void()>& work);
    message::Value part_of_lines(base::Random& random) const;
    std::optional<message::Value> row_of(const std::string& line_id) const; // of the sales order

    const Sale& sale_;
    bool holds_undelivered_, is_changed_by_hand_ = false;
    plugin::Catalog& connector_;
    sapb1_room::SetClock clock_;
    base::Random random_;
    sandbox::b1::Company company_;
    sapb1_room::Wire wire_;
    config::Secrets secrets_;
    message::Value line_;
    std::unique_ptr<plugin::ConnectionHttp> http_;
};

} // namespace ledgerline::refund_model
