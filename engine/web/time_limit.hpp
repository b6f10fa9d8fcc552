// Ends connections whose time is over: a client that sends its headers byte by byte keeps no thread for ever.
#pragma once

#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

namespace ledgerline::web {

class TimeLimit {
public:
    explicit TimeLimit(std::chrono::milliseconds limit) : limit_(limit), watcher_([this] { watch(); }) {}
    ~TimeLimit();

    // As long as this lives, the connection is watched. It has a descriptor of its own, so that the number cannot be another
    // connection's by the time the limit strikes.
    class Watched {
    public:
        Watched(TimeLimit& limit, int descriptor);
        ~Watched();
        Watched(const Watched&) = delete;
        Watched& operator=(const Watched&) = delete;

    private:
        friend class TimeLimit;
        TimeLimit& limit_;
        int own_;
        std::list<Watched*>::iterator place_;
        std::chrono::steady_clock::time_point until_;
    };

private:
    void watch();

    const std::chrono::milliseconds limit_;
    std::mutex lock_;
    std::condition_variable changed_;
    std::list<Watched*> watched_; // oldest first: all have the same limit
    bool ending_ = false;
    std::thread watcher_;
};

} // namespace ledgerline::web
