#include "unit/stock_model/history.hpp"

#include <fmt/format.h>

namespace ledgerline::stock_model {
namespace {

constexpr std::size_t orders_max = 6;

commerce::StockPolicy policy_of(const Setup& setup) {
    using message::Value;
    Value warehouses = Value::array();
    for (std::size_t location = 0; location < setup.locations; ++location)
        warehouses.push(Value::object({{"warehouse", std::to_string(location + 1)}, {"location", std::to_string(location + 1)}}));
    const Value buffers = Value::array({Value::object({{"buffer", std::to_string(setup.buffer)}})});
    std::vector<std::string> problems;
    auto policy = commerce::StockPolicy::from(Value::object({{"warehouses", warehouses}, {"buffers", buffers}, {"settle", Value(setup.settle)}}), problems);
    if (!problems.empty()) throw std::logic_error(problems.front());
    return policy;
}

Setup setup_of(base::Random& random) {
    Setup setup;
    setup.takes_off_when_placed = !random.one_in(3);
    setup.returns_on_cancel = !random.one_in(3);
    setup.edits_adjust = !random.one_in(3);
    setup.locations = random.one_in(4) ? 2 : 1;
    setup.buffer = static_cast<std::int64_t>(random.below(3));
    setup.skew = static_cast<Millis>(random.below(19)) * 1'000 - 9'000;
    return setup;
}

std::string words_of(const Quantities& lines) {
    std::string words;
    for (const auto& [sku, quantity] : lines) words += fmt::format("{}{} {}", words.empty() ? "" : ", ", quantity, sku);
    return words;
}

class History {
public:
    History(std::uint64_t seed, Mistake mistake, bool is_told) :
        is_told_(is_told), random_(seed), setup_(setup_of(random_)), policy_(policy_of(setup_)), planted_(planted_for(mistake)), shop_(setup_), between_(setup_, mistake, policy_, planted_) {
        for (const char* item : {"A", "B"})
            for (std::size_t warehouse = 0; warehouse < setup_.locations; ++warehouse) company_.stock[{item, warehouse}] = 5 + static_cast<std::int64_t>(random_.below(20));
    }

    std::string run() {
        const std::size_t steps = 40 + random_.below(60);
        for (std::size_t step = 0; step < steps && wrong_.empty(); ++step) {
            if (!random_.one_in(3)) pass(static_cast<Millis>(random_.below(20)) * 1'000);
            happen();
        }
        if (wrong_.empty()) come_to_rest();
        return wrong_.empty() ? "" : wrong_ + told_;
    }

private:
    template <class... Arguments>
    void tell(fmt::format_string<Arguments...> words, Arguments&&... arguments) {
        if (is_told_) told_ += fmt::format("\n  {:>6} s  ", (now_ - began_at) / 1'000) + fmt::format(words, std::forward<Arguments>(arguments)...);
    }
    void pass(Millis span) {
        now_ += span;
        between_.set_time(now_);
        shop_.apply_due(now_, random_);
    }
    void wrong(std::string what) {
        if (wrong_.empty() && !what.empty()) wrong_ = std::move(what);
    }

    void happen() {
        switch (random_.below(16)) {
        case 0: case 1: place(); break;
        case 2: case 3: change_order(); break;
        case 4: change_company(); break;
        case 5: case 6: orders(); break;
        case 7: case 8: judge(); break;
        case 9: case 10: attempt(); break;
        case 11: decide(); break;
        case 12: case 13: page(); break;
        default: push(); break;
        }
    }

    Millis shop_clock() const { return (now_ + setup_.skew) / 1'000 * 1'000; }

    void place() {
        if (shop_.orders.size() == orders_max) return;
        const std::size_t location = random_.below(setup_.locations);
        Quantities lines;
        for (std::size_t line = 0; line <= random_.below(2); ++line) lines[skus()[random_.below(skus().size())]] = 1 + static_cast<std::int64_t>(random_.below(3));
        for (const auto& [sku, quantity] : lines)
            if (shop_.shown[{sku, location}] < quantity) return;
        tell("the shop takes order {} of {}", shop_.orders.size() + 1, words_of(lines));
        shop_.place(std::to_string(shop_.orders.size() + 1), std::move(lines), shop_clock(), location, !random_.one_in(6));
    }

    ShopOrder* any_order() {
        if (shop_.orders.empty()) return nullptr;
        auto at = shop_.orders.begin();
        std::advance(at, random_.below(shop_.orders.size()));
        return &at->second;
    }

    // What is changed and changed back between two readings nobody here can know; in production reading back finds what it leaves.
    void change_order() {
        ShopOrder* order = any_order();
        if (!order) return;
        const ShopOrder before = *order;
        const auto shown = shop_.shown;
        change(order);
        if (order->version > before.version && between_.has_read(*order)) {
            *order = before;
            shop_.shown = shown;
        } else if (order->version > before.version) {
            order->changed_at = shop_clock();
            tell("order {} is {} now, {}", order->key, words_of(order->lines), order->phase);
        }
    }

    void change(ShopOrder* order) {
        if (order->phase == "incomplete") return shop_.finish_checkout(*order);
        if (order->phase == "cancelled") {
            if (random_.one_in(4)) shop_.set_phase(*order, "open");
            return;
        }
        switch (random_.below(5)) {
        case 0: case 1: {
            const std::string sku = skus()[random_.below(skus().size())];
            const std::int64_t quantity = static_cast<std::int64_t>(random_.below(4));
            if (quantity == 0 && order->lines.size() < 2) return;
            // A shop that does not follow edits has taken off what nobody can read any more.
            if (order->phase == "open" && (setup_.edits_adjust || between_.has_read(*order))) shop_.edit(*order, sku, quantity);
            break;
        }
        case 2: if (order->phase == "open") shop_.set_phase(*order, "cancelled"); break;
        case 3: if (order->phase == "open") shop_.set_phase(*order, "fulfilled"); break;
        default: if (order->phase == "fulfilled") shop_.set_phase(*order, "refunded"); break;
        }
    }

    void change_company() {
        const std::string item = random_.one_in(2) ? "A" : "B";
        const std::size_t warehouse = random_.below(setup_.locations);
        switch (random_.below(4)) {
        case 0: company_.stock[{item, warehouse}] += 3; break;
        case 1: company_.stock[{item, warehouse}] -= 1; break;
        default:
            if (company_.documents.empty()) return;
            auto at = company_.documents.begin();
            std::advance(at, random_.below(company_.documents.size()));
            company_.deliver(at->first);
        }
    }

    void orders() {
        tell("orders are {}", between_.is_reading() ? "taken in" : "read");
        if (between_.is_reading()) between_.take_in_orders(random_);
        else between_.read_orders(shop_);
    }

    void judge() {
        const auto ready = between_.ready_orders();
        if (ready.empty()) return;
        const std::string& key = ready[random_.below(ready.size())];
        tell("order {} is judged", key);
        between_.judge(key, random_);
    }

    void attempt() {
        if (between_.attempts.empty()) return;
        const std::size_t at = random_.below(between_.attempts.size());
        auto& one = between_.attempts[at];
        tell("{} of order {} {}", one.is_change ? "a change" : "the posting", one.key, one.arrives && !one.has_arrived ? "arrives" : one.has_arrived ? "is answered" : "has never arrived");
        if (one.arrives && !one.has_arrived) between_.arrive(one, company_, random_);
        else between_.answer(at);
    }

    void decide() {
        ShopOrder* order = any_order();
        if (!order) return;
        tell("a person decides about order {}", order->key);
        between_.person_decides(order->key, company_, random_);
    }

    void page() {
        tell("a page is {}", !between_.is_asking() ? "asked for" : !between_.has_seen() ? "answered" : "taken in");
        if (!between_.is_asking()) between_.ask_page();
        else if (!between_.has_seen()) between_.see_page(company_);
        else between_.take_in_page();
    }

    void push() {
        if (!between_.is_pushing()) {
            wrong(between_.push());
            tell("pushed: {}", between_.words_of_push());
            return;
        }
        const bool lost = random_.one_in(6);
        if (!between_.was_accepted() && !(lost && random_.one_in(2))) between_.accept(shop_, random_);
        else between_.pushed(lost || !between_.was_accepted());
        tell("the push is {}", between_.was_accepted() ? "accepted" : lost ? "over without an answer" : "over");
    }

    // Nobody does anything any more, and everything that is on its way arrives.
    void come_to_rest() {
        const auto finish_push = [&] {
            if (!between_.is_pushing()) return;
            if (!between_.was_accepted()) between_.accept(shop_, random_);
            between_.pushed(false);
        };
        if (between_.is_asking() && !between_.has_seen()) between_.see_page(company_);
        if (between_.is_asking()) between_.take_in_page();
        int at_rest = 0; // rounds in which nothing was left to be done
        for (int round = 0; round < 40 && at_rest < 3 && wrong_.empty(); ++round) {
            at_rest = !between_.any_due_ever() && between_.attempts.empty() && between_.ready_orders().empty() ? at_rest + 1 : 0;
            pass(20'000);
            between_.take_in_orders(random_);
            between_.read_orders(shop_);
            between_.take_in_orders(random_);
            while (!between_.attempts.empty()) {
                auto& one = between_.attempts.back();
                if (one.arrives && !one.has_arrived) between_.arrive(one, company_, random_);
                between_.answer(between_.attempts.size() - 1);
            }
            for (const std::string& key : between_.ready_orders()) between_.judge(key, random_);
            for (int item = 0; item < 2; ++item) {
                between_.ask_page();
                between_.see_page(company_);
                between_.take_in_page();
            }
            finish_push();
            wrong(between_.push());
            tell("at rest, pushed: {}", between_.words_of_push());
            finish_push();
        }
        pass(setup_.settle);
        if (!wrong_.empty()) return;
        if (between_.any_due_ever()) return wrong("something is due although everything is quiet");
        for (const std::string& sku : skus())
            for (std::size_t location = 0; location < setup_.locations; ++location) compare(sku, location);
    }

    void compare(const std::string& sku, std::size_t location) {
        const auto available = [&](const std::string& item, std::size_t at) { return company_.available(item, at); };
        const auto contained = [&](const std::string&, const std::string& key, const std::string& of) {
            const auto document = company_.documents.find(key);
            if (document == company_.documents.end()) return std::int64_t{0};
            const auto line = document->second.lines.find(of);
            return line == document->second.lines.end() ? std::int64_t{0} : line->second;
        };
        const std::int64_t right = sellable(setup_, sku, location, between_.wanted(), available, contained);
        if (const std::int64_t shown = shop_.shown[{sku, location}]; shown != right)
            wrong(fmt::format("everything is quiet, and the shop shows {} of {} at location {} instead of {}", shown, sku, location + 1, right));
    }

    static constexpr Millis began_at = 1'700'000'000'000;
    const bool is_told_;
    std::string told_;
    base::Random random_;
    const Setup setup_;
    const commerce::StockPolicy policy_;
    const Planted planted_;
    Shop shop_;
    Company company_;
    Between between_;
    Millis now_ = began_at;
    std::string wrong_;
};

} // namespace

std::string run_history(std::uint64_t seed, Mistake mistake, bool is_told) { return History(seed, mistake, is_told).run(); }

} // namespace ledgerline::stock_model
