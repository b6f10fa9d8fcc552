#include "server/busy_company.hpp"

#include <algorithm>

namespace ledgerline::sandbox::server {

using message::Value;

void BusyCompany::advance() {
    load_.advance(clock_.now());
    for (const auto& one : load_.take_done()) done_[one.id] = one.locked_part;
}

base::HttpResponse BusyCompany::handle(const base::HttpRequest& request) {
    constexpr base::Millis look_again_ms = 50; // what begins meanwhile may end earlier than anything known now
    std::unique_lock hold(lock_);
    const auto id = load_.begin(request, clock_.now());
    std::optional<std::size_t> locked_part;
    for (;;) {
        advance();
        if (const auto done = done_.find(id); done != done_.end()) {
            locked_part = done->second;
            done_.erase(done);
            break;
        }
        const base::Millis pause = std::clamp<base::Millis>(load_.next_event() - clock_.now(), 1, look_again_ms);
        hold.unlock();
        if (stop_.wait(pause)) return company_.handle(request); // the program ends: nobody waits for the answer
        hold.lock();
    }
    hold.unlock();
    return locked_part ? company_.handle_with_locked_part(request, *locked_part) : company_.handle(request);
}

Value BusyCompany::people() {
    const std::scoped_lock hold(lock_);
    advance();
    auto times = load_.take_user_times();
    std::sort(times.begin(), times.end());
    const auto at = [&](std::size_t percent) { return times.empty() ? Value() : Value(times[std::min(times.size() - 1, times.size() * percent / 100)]); };
    return Value::object({{"postings", Value(static_cast<std::int64_t>(times.size()))}, {"p50_ms", at(50)}, {"p95_ms", at(95)}});
}

} // namespace ledgerline::sandbox::server
