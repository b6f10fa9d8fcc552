#include "unit/refund_model/history.hpp"

#include "unit/refund_model/account.hpp"
#include "unit/refund_model/books.hpp"
#include "unit/refund_model/company.hpp"

#include "support/engine_bench.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::refund_model {

using base::Random;
using message::Value;
namespace state = store::message_state;

namespace {

constexpr std::size_t refunds_max = 6, returns_max = 4;

std::uint64_t mixed(std::uint64_t seed, std::uint64_t step) { return (seed + 1) * 0x9E3779B97F4A7C15ULL ^ (step + 1) * 0xD1B54A32D192ED03ULL; }

Truth truth_of(Random& random, With with) {
    Truth truth;
    truth.sale = random_sale(random);
    if (with == With::company) truth.sale = for_company(std::move(truth.sale));
    truth.policies = random_policies(random);
    truth.fate = random.one_in(14) ? OrderFate::dropped : random.one_in(8) ? OrderFate::held : OrderFate::posted;
    return truth;
}

std::unique_ptr<Erp> erp_of(Plugins& plugins, With with, const Truth& truth) {
    if (with == With::company) return std::make_unique<Company>(truth.sale, plugins.connector, truth.policies.holds_undelivered);
    return std::make_unique<Books>(truth.sale, plugins.scripted, plugins.scripts, truth.policies.holds_undelivered);
}

// As it is kept in the store, with what its lines sell.
Value shop_order(const Sale& sale) {
    Value body = test::order(sale.id);
    body.set("currency", sale.currency);
    body.set("decimals", Value(sale.decimals));
    body.set("prices_include_tax", sale.gross);
    const Value sample = body["lines"].as_array()->front();
    Value lines = Value::array();
    for (const SoldLine& line : sale.lines) {
        Value row = sample;
        row.set("id", line.id);
        row.set("parent_id", line.parent);
        row.set("kind", line.kind);
        row.set("sku", line.item);
        row.set("quantity", Value(line.units));
        lines.push(std::move(row));
    }
    body.set("lines", std::move(lines));
    return body;
}

class History {
public:
    History(Plugins& plugins, With with, std::uint64_t seed, Seen& seen, const std::set<std::size_t>& left_out)
        : seed_(seed), seen_(seen), left_out_(left_out), chance_(mixed(seed, 0)), truth_(truth_of(chance_, with)), its_erp_(erp_of(plugins, with, truth_)), erp_(*its_erp_),
          engine_(plugins, truth_.policies, truth_.sale, erp_, truth_.fate) {}

    Told run() {
        told_.words = words_of(truth_.sale) + "\n  policies: " + truth_.policies.words();
        told_.steps = 12 + chance_.below(40);
        if (!chance_.one_in(3)) order(), order(); // most refunds are of orders that are booked
        for (step_ = 0; step_ < told_.steps && !told_.is_broken(); ++step_) {
            if (left_out_.count(step_) > 0) continue;
            Random random(mixed(seed_, step_ + 1));
            happen(random);
            wrong(broken_now(truth_, erp_));
        }
        if (!told_.is_broken()) come_to_rest();
        return std::move(told_);
    }

private:
    void tell(const std::string& kind, const std::string& words) {
        if (words.empty()) return;
        ++seen_.happened[kind];
        told_.words += fmt::format("\n  {:>2} {}", step_, words);
    }
    void wrong(std::string what) {
        if (!told_.is_broken()) told_.wrong = std::move(what);
    }

    void happen(Random& random) {
        switch (random.below(40)) {
        case 0: case 1: case 2: order(); break;
        case 3: case 4: case 5: case 6: case 7: case 8: case 9: case 10: make_refund(random); break;
        case 11: case 12: case 13: case 14: read_refund(random); break;
        case 15: case 16: case 17: case 18: answer(random); break;
        case 19: case 20: case 21: tell("refunds judged", engine_.judge("refunds") ? "refunds are judged" : ""); break;
        case 22: case 23: case 24: case 25: tell("refunds sent", engine_.send("refunds") ? "refunds are sent" : ""); break;
        case 26: case 27: engine_.work(); break;
        case 28: case 29: case 30: tell("people in the ERP", erp_.people_work(random)); break;
        case 31: hand_memo(random); break;
        case 32: case 33: lose(random); break;
        case 34: enter_return(random); break;
        case 35: return_in_erp(random); break;
        case 37: tell("time", wait()); break;
        case 36: tell("items come", item_comes()); break;
        default: decide(random);
        }
    }

    std::string wait() {
        engine_.pass(31'000);
        return "time passes";
    }

    void order() {
        if (!truth_.is_order_seen) {
            truth_.is_order_seen = true;
            engine_.take_in("order", "orders", "shop/orders", shop_order(truth_.sale));
            return tell("orders read", "the order is read");
        }
        if (engine_.judge("orders")) tell("orders judged", "the order is judged");
        if (engine_.send("orders")) tell("orders sent", "the order is sent");
    }

    std::string item_comes() {
        for (SoldLine& line : truth_.sale.lines)
            if (line.quarantined && truth_.touched.count("order " + truth_.sale.id) == 0) { // what a person settled is not added any more
                line.quarantined = false;
                truth_.late_lines.insert(line.id);
                engine_.release("order");
                return fmt::format("the item of line {} comes", line.id);
            }
        if (!engine_.is_order_held_by_rule()) return "";
        engine_.let_order_pass();
        engine_.release("order");
        return "the order's payment is there";
    }

    void make_refund(Random& random) {
        if (truth_.refunds.size() == refunds_max) return;
        truth_.refunds.push_back(random_refund(truth_.sale, truth_.refunds, std::to_string(truth_.refunds.size() + 11), random));
        tell("refund: " + truth_.refunds.back().what, "the store gives " + words_of(truth_.refunds.back(), truth_.sale));
        if (!random.one_in(3)) read(truth_.refunds.back());
    }

    void read(const ShopRefund& refund) {
        const bool is_new = engine_.take_in("refund", "refunds", "shop/refunds", body_of(refund, truth_.sale));
        const std::string settlement = refund.settlement();
        truth_.seen[refund.id] = settlement;
        const bool may_post = settlement == "settled" || (settlement == "none" && truth_.policies.books_unstated);
        if (may_post) truth_.must_not_post.erase(refund.id);
        else if (!engine_.may_be_sent(refund.id)) truth_.must_not_post.insert(refund.id);
        tell(is_new ? "refunds read" : "refunds read again", fmt::format("refund {} is read{}: {}", refund.id, is_new ? "" : " again", settlement));
    }
    void read_refund(Random& random) {
        if (!truth_.refunds.empty()) read(truth_.refunds[random.below(truth_.refunds.size())]);
    }

    void answer(Random& random) {
        std::vector<ShopRefund*> open;
        for (ShopRefund& refund : truth_.refunds)
            if (refund.settlement() == "pending" || (random.one_in(12) && !refund.payments.empty())) open.push_back(&refund);
        if (open.empty()) return;
        ShopRefund& refund = *open[random.below(open.size())];
        const bool settles = refund.settlement() == "pending" && !random.one_in(4);
        answer_payment(refund, settles);
        tell(settles ? "payments settled" : "payments declined", fmt::format("a payment of refund {} is {}: {}", refund.id, settles ? "settled" : "declined", refund.settlement()));
        if (random.one_in(2)) read(refund);
    }

    void hand_memo(Random& random) {
        const ShopRefund* refund = truth_.refunds.empty() ? nullptr : &truth_.refunds[random.below(truth_.refunds.size())];
        const Minor total = refund && !random.one_in(3) ? refund->total : 1 + static_cast<Minor>(random.below(3'000));
        tell("memos by hand", erp_.hand_memo(total, random));
    }

    void lose(Random& random) {
        const bool arrives = !random.one_in(3);
        erp_.lose_next(arrives);
        tell(arrives ? "answers lost" : "requests lost", fmt::format("the next answer will be lost, {}", arrives ? "what was sent arrives" : "nothing arrives"));
    }

    GoodsBack random_goods(Random& random) const {
        GoodsBack goods;
        goods.id = "R" + std::to_string(truth_.returns.size() + 1);
        for (const SoldLine& line : truth_.sale.lines)
            if (random.one_in(2)) goods.lines.push_back({line.id, 1 + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(line.units))), !random.one_in(3)});
        if (!truth_.refunds.empty() && random.one_in(3)) goods.refund = truth_.refunds[random.below(truth_.refunds.size())].id;
        return goods;
    }
    static std::string words_of_goods(const GoodsBack& goods) {
        std::string words = fmt::format("return {}{}:", goods.id, goods.refund.empty() ? "" : " for refund " + goods.refund);
        for (const ReturnedGoods& one : goods.lines) words += fmt::format(" [{} of line {}{}]", one.units, one.line_id, one.is_sellable ? "" : ", unsellable");
        return words;
    }
    void enter_return(Random& random) {
        GoodsBack goods = random_goods(random);
        if (truth_.returns.size() == returns_max || goods.lines.empty()) return;
        const std::string refusal = engine_.enter_return(goods);
        tell(refusal.empty() ? "returns entered" : "returns refused", words_of_goods(goods) + (refusal.empty() ? " is entered" : " is not taken: " + refusal));
        if (refusal.empty()) truth_.returns.push_back(std::move(goods));
    }
    void return_in_erp(Random& random) {
        for (GoodsBack& goods : truth_.returns)
            if (goods.is_of_erp && !goods.is_cancelled && random.one_in(2)) {
                goods.is_cancelled = true;
                engine_.take_in("return", "erp-returns", "erp/returns", engine_.body_of_return(goods));
                return tell("returns cancelled", fmt::format("return {} is cancelled in the ERP", goods.id));
            }
        GoodsBack goods = random_goods(random);
        std::erase_if(goods.lines, [&](const ReturnedGoods& one) { return !truth_.sale.line(one.line_id)->is_goods() || truth_.sale.line(one.line_id)->quarantined || truth_.sale.line(one.line_id)->omitted; });
        if (truth_.returns.size() == returns_max || goods.lines.empty()) return;
        goods.is_of_erp = true;
        goods.refund.clear();
        tell("returns in the ERP", words_of_goods(goods) + " is booked in the ERP");
        engine_.take_in("return", "erp-returns", "erp/returns", engine_.body_of_return(goods));
        truth_.returns.push_back(std::move(goods));
    }

    void decide(Random& random) {
        const char* type = random.one_in(6) ? "order" : random.one_in(5) ? "return" : "refund";
        const auto all = engine_.newest(type);
        if (all.empty()) return;
        const Standing& one = all[random.below(all.size())];
        const std::string name = std::string(type) + " " + one.row.source_key;
        switch (random.below(4)) {
        case 0: return tell("retried", engine_.retry(one));
        case 1: {
            const std::string told = engine_.reopen_any(random);
            if (told.empty()) return;
            for (const auto& standing : engine_.newest("refund"))
                if (standing.document.empty()) truth_.by_hand.erase(standing.row.source_key);
            return tell("taken back", told);
        }
        default: {
            const std::string document = random.one_in(2) && std::string(type) != "return" ? "H" + std::to_string(step_) : "";
            const std::string told = engine_.resolve(one, document);
            if (told.empty()) return;
            truth_.touched.insert(name);
            if (std::string(type) == "refund") truth_.by_hand[one.row.source_key] = document;
            return tell(document.empty() ? "settled" : "settled with a document", told);
        }
        }
    }

    void come_to_rest() {
        Random random(mixed(seed_, 1'000));
        if (!truth_.is_order_seen && !random.one_in(10)) order();
        if (!random.one_in(4)) erp_.deliver_all();
        if (!random.one_in(4))
            while (!item_comes().empty()) continue;
        for (const ShopRefund& refund : truth_.refunds) read(refund);
        for (int round = 0; round < 3 && !told_.is_broken(); ++round) {
            for (int look = 0; look < 4; ++look) {
                engine_.work();
                engine_.pass(3'600'000);
            }
            engine_.work();
            wrong(broken_now(truth_, erp_));
            if (round == 0) wrong(waits_in_vain(truth_, engine_));
            if (round < 2) engine_.release("");
        }
        told_.words += "\n  everything comes to rest";
        if (!told_.is_broken()) wrong(broken_at_rest(truth_, erp_, engine_));
        note();
    }

    void note() {
        for (const char* type : {"refund", "return"})
            for (const Standing& one : engine_.newest(type)) ++seen_.ended[fmt::format("{} {}{}", type, one.row.state, one.codes.empty() ? "" : " " + one.codes.front() + (one.is_held_for_tax ? " for its tax" : ""))];
        const Minor beyond = tax_beyond(truth_, erp_);
        if (beyond > 0) ++seen_.histories_with_tax_beyond;
        seen_.tax_beyond = std::max(seen_.tax_beyond, beyond);
    }

    const std::uint64_t seed_;
    Seen& seen_;
    const std::set<std::size_t>& left_out_;
    Random chance_;
    Truth truth_;
    std::unique_ptr<Erp> its_erp_;
    Erp& erp_;
    Engine engine_;
    Told told_;
    std::size_t step_ = 0;
};

} // namespace

void Seen::add(const Seen& other) {
    for (const auto& [kind, count] : other.happened) happened[kind] += count;
    for (const auto& [kind, count] : other.ended) ended[kind] += count;
    tax_beyond = std::max(tax_beyond, other.tax_beyond);
    histories_with_tax_beyond += other.histories_with_tax_beyond;
}

Told run_history(Plugins& plugins, With with, std::uint64_t seed, Seen& seen, const std::set<std::size_t>& left_out) { return History(plugins, with, seed, seen, left_out).run(); }

Told shrunk(Plugins& plugins, With with, std::uint64_t seed) {
    Seen unused;
    std::set<std::size_t> left_out;
    Told least = run_history(plugins, with, seed, unused);
    for (std::size_t step = least.steps; step-- > 0;) {
        left_out.insert(step);
        Told tried = run_history(plugins, with, seed, unused, left_out);
        if (tried.is_broken()) least = std::move(tried);
        else left_out.erase(step);
    }
    return least;
}

} // namespace ledgerline::refund_model
