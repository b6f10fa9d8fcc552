// Connections that only read. Each reading sees one snapshot.
#pragma once

#include "store/connection.hpp"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace ledgerline::store {

// Thread-safe. Opens connections as they are needed, `readers_max` at the same time; further readers wait.
class ReaderPool {
public:
    explicit ReaderPool(Location location, std::size_t readers_max = 16)
        : location_(std::move(location)), readers_max_(readers_max) {}

    void read(const std::function<void(Connection&)>& work);

private:
    std::unique_ptr<Connection> take();
    void give_back(std::unique_ptr<Connection> connection);

    Location location_;
    std::size_t readers_max_;
    std::mutex lock_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t open_ = 0; // idle ones and those in use
};

} // namespace ledgerline::store
