// Calls the destinations of the store's webhooks over HTTP and HTTPS, on a thread of its own.
#pragma once

#include "server/stop_signal.hpp"
#include "store/shop.hpp"

#include <thread>

namespace ledgerline::sandbox::server {

class CallbackCaller {
public:
    // Both borrowed. Begins at once and ends when `stop` says so.
    CallbackCaller(Shop& shop, StopSignal& stop);
    ~CallbackCaller(); // stops everybody who listens to `stop`
    CallbackCaller(const CallbackCaller&) = delete;
    CallbackCaller& operator=(const CallbackCaller&) = delete;

private:
    StopSignal& stop_;
    std::thread thread_;
};

} // namespace ledgerline::sandbox::server
