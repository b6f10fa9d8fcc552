// A small exact model of what the ERP books: amounts are the price times the quantity, rounded once; tax by line or by document; a key books once;
// what is not delivered, or was credited by hand, is refused as the connector of SAP Business One refuses it.
#pragma once

#include "support/scripted_plugin.hpp"
#include "unit/refund_model/erp.hpp"

#include <map>
#include <set>

namespace ledgerline::refund_model {

class Books final : public Erp {
public:
    Books(const Sale& sale, plugin::Catalog& scripted, test::ScriptedPlugin& scripts, bool holds_undelivered);

    std::unique_ptr<plugin::Component> sink(const std::string& name, const plugin::Services& services) override;
    void lose_next(bool arrives) override { loses_ = arrives ? Loses::answer : Loses::request; }
    std::string people_work(base::Random& random) override;
    std::string hand_memo(Minor total, base::Random& random) override;
    void deliver_all() override;

    std::vector<Memo> memos() const override { return memos_; }
    std::vector<StockMove> moves() const override { return moves_; }
    bool has_line(const std::string& line_id) const override { return lines_.count(line_id) > 0; }
    bool lacks_goods(const std::string& line_id) const override;

private:
    enum class Loses { nothing, answer, request };
    struct OrderLine {
        std::int64_t quantity = 0, delivered = 0, credited = 0;
        bool is_closed = false;
    };
    using Answer = message::Value;

    ll_verdict handle(const test::Hand& hand, Answer (Books::*book)(const message::Value& body, const std::string& key));
    Answer book_order(const message::Value& body, const std::string& key);
    Answer book_memo(const message::Value& body, const std::string& key);
    Answer book_return(const message::Value& body, const std::string& key);
    std::string refusal(const Memo& memo) const;
    Memo memo_of(const message::Value& body) const;

    const Sale& sale_;
    plugin::Catalog& scripted_;
    bool holds_undelivered_;
    Loses loses_ = Loses::nothing;
    std::map<std::string, OrderLine> lines_;
    std::map<std::string, Answer> receipts_; // by key
    std::vector<Memo> memos_;
    std::set<std::size_t> settled_by_hand_;
    std::vector<StockMove> moves_;
};

} // namespace ledgerline::refund_model
