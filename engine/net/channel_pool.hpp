// Connections that wait for their next request. Thread-safe. There is no thread that tidies up: what is too old is closed
// when somebody asks or gives back.
#pragma once

#include "base/clock.hpp"
#include "net/channel.hpp"

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>

namespace ledgerline::net {

class ChannelPool {
public:
    ChannelPool(base::Millis idle_ms_max, std::size_t idle_max) : idle_max_age_(idle_ms_max), idle_max_(idle_max) {}

    // The youngest one for this remote; nullptr: none that is young enough and still silent.
    std::unique_ptr<Channel> take(const std::string& remote);
    // Keeps it for the next request; the oldest goes if there are too many.
    void give_back(const std::string& remote, std::unique_ptr<Channel> channel);
    std::size_t size() const;

private:
    struct Idle {
        std::string remote;
        std::unique_ptr<Channel> channel;
        std::chrono::steady_clock::time_point since;
    };
    // Closing says goodbye over the network, so that it happens outside of the lock: the caller lets them go.
    std::list<Idle> take_expired();

    const std::chrono::milliseconds idle_max_age_;
    const std::size_t idle_max_;
    std::list<Idle> idle_; // oldest first
    mutable std::mutex lock_;
};

} // namespace ledgerline::net
