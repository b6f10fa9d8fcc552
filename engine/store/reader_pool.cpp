#include "store/reader_pool.hpp"

#include "store/schema.hpp"

namespace ledgerline::store {

void ReaderPool::read(const std::function<void(Connection&)>& work) {
    std::unique_ptr<Connection> connection = take();
    try {
        connection->begin_reading();
        work(*connection);
        connection->commit();
    } catch (...) {
        try {
            connection->rollback();
        } catch (const std::exception&) {
            connection.reset(); // it is of no use any more; the reader gets the first error
        }
        give_back(std::move(connection));
        throw;
    }
    give_back(std::move(connection));
}

std::unique_ptr<Connection> ReaderPool::take() {
    {
        std::unique_lock lock(lock_);
        returned_.wait(lock, [this] { return !idle_.empty() || open_ < readers_max_; });
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
        ++open_;
    }
    try {
        auto connection = std::make_unique<Connection>(location_);
        open_for_reading(*connection);
        return connection;
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) {
    {
        const std::lock_guard lock(lock_);
        if (connection) idle_.push_back(std::move(connection));
        else --open_;
    }
    returned_.notify_one();
}

} // namespace ledgerline::store
