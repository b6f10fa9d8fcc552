#include "market.hpp"

#include <algorithm>

namespace ledgerline::bench {

namespace {

sandbox::b1::LoadSettings load_settings() {
    sandbox::b1::LoadSettings settings;
    settings.items = Systems::items();
    return settings;
}

} // namespace

Market::Market(Sale sale)
    : sale_(sale), scheduler_({[this] { return next(); }, [this] { happen(); }}), systems_(scheduler_, sale.seed), load_(load_settings(), sale.seed + 3, scheduler_.now()) {}

void Market::open() { opened_at_ = scheduler_.now(); }

base::Millis Market::next() const {
    base::Millis at = load_.next_event();
    if (opened_at_ != 0 && systems_.placed() < sale_.orders) {
        const base::Millis order = opened_at_ + systems_.placed() * sale_.lasts_ms / sale_.orders;
        at = at == 0 ? order : std::min(at, order);
    }
    return at;
}

void Market::happen() {
    const base::Millis now = scheduler_.now();
    while (opened_at_ != 0 && systems_.placed() < sale_.orders && opened_at_ + systems_.placed() * sale_.lasts_ms / sale_.orders <= now) systems_.place_order();
    load_.advance(now);
    for (const auto& done : load_.take_done()) {
        Call& call = calls_.at(done.id);
        call.response = posted(call.request, done.locked_part);
        if (call.waits) scheduler_.wake(*call.waits);
        else calls_.erase(done.id);
    }
}

base::HttpResponse Market::posted(const base::HttpRequest& request, std::optional<std::size_t> locked_part) {
    if (!locked_part) return systems_.company().handle(request);
    ++locked_;
    return systems_.company().handle_with_locked_part(request, *locked_part);
}

base::Exchange Market::send(const base::Endpoint& endpoint, const base::HttpRequest& request) {
    if (endpoint.host == "shop.test") {
        ++requests_.store;
        scheduler_.park(scheduler_.now() + sale_.store_ms);
        return {base::Reach::answered, systems_.shop().handle(request), ""};
    }
    if (request.target.find("/Items") != std::string::npos) ++requests_.items;
    else if (request.target.find("$batch") != std::string::npos) ++requests_.batches;
    else ++requests_.other;
    const base::Millis until = scheduler_.now() + endpoint.timeout_ms;
    const auto id = load_.begin(request, scheduler_.now());
    Call& call = calls_[id];
    call = {scheduler_.current(), request, std::nullopt};
    while (!call.response && scheduler_.now() < until) scheduler_.park(until);
    if (!call.response) {
        call.waits.reset(); // it is carried out all the same
        return {base::Reach::no_answer, {}, "no answer within the time limit"};
    }
    base::Exchange exchange{base::Reach::answered, std::move(*call.response), ""};
    calls_.erase(id);
    return exchange;
}

std::vector<base::Millis> Market::take_user_times() {
    std::vector<base::Millis> times = load_.take_user_times();
    std::sort(times.begin(), times.end());
    return times;
}

base::Millis percentile(const std::vector<base::Millis>& sorted, std::size_t percent) {
    if (sorted.empty()) return 0;
    return sorted[std::min(sorted.size() - 1, sorted.size() * percent / 100)];
}

} // namespace ledgerline::bench
