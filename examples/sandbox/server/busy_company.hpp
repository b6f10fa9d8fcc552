// The company behind its load model (b1/load.hpp), in real time: a request is answered when the model says that it is done, and people
// work beside it.
#pragma once

#include "b1/company.hpp"
#include "b1/load.hpp"
#include "base/clock.hpp"
#include "message/value.hpp"
#include "server/stop_signal.hpp"

#include <map>
#include <mutex>
#include <optional>

namespace ledgerline::sandbox::server {

// Thread-safe.
class BusyCompany {
public:
    // All borrowed.
    BusyCompany(b1::Company& company, b1::LoadSettings settings, std::uint64_t seed, const base::Clock& clock, StopSignal& stop)
        : company_(company), clock_(clock), stop_(stop), load_(std::move(settings), seed, clock.now()) {}

    base::HttpResponse handle(const base::HttpRequest& request);
    // {"postings", "p50_ms", "p95_ms"} of the people, since this was asked last.
    message::Value people();

private:
    void advance();

    b1::Company& company_;
    const base::Clock& clock_;
    StopSignal& stop_;
    std::mutex lock_;
    b1::Load load_;
    std::map<b1::Load::Id, std::optional<std::size_t>> done_;
};

} // namespace ledgerline::sandbox::server
