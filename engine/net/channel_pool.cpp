#include "net/channel_pool.hpp"

namespace ledgerline::net {

std::list<ChannelPool::Idle> ChannelPool::take_expired() {
    std::list<Idle> expired;
    const auto now = std::chrono::steady_clock::now();
    while (!idle_.empty() && (now - idle_.front().since >= idle_max_age_ || idle_.size() > idle_max_))
        expired.splice(expired.end(), idle_, idle_.begin());
    return expired;
}

std::unique_ptr<Channel> ChannelPool::take(const std::string& remote) {
    std::list<Idle> gone; // closed at the end, without the lock
    while (true) {
        std::unique_ptr<Channel> found;
        {
            const std::scoped_lock hold(lock_);
            gone.splice(gone.end(), take_expired());
            for (auto at = idle_.rbegin(); at != idle_.rend(); ++at) {
                if (at->remote != remote) continue;
                found = std::move(at->channel);
                idle_.erase(std::next(at).base());
                break;
            }
        }
        if (!found || found->is_quiet()) return found;
    }
}

void ChannelPool::give_back(const std::string& remote, std::unique_ptr<Channel> channel) {
    std::list<Idle> gone;
    const std::scoped_lock hold(lock_);
    idle_.push_back({remote, std::move(channel), std::chrono::steady_clock::now()});
    gone = take_expired();
}

std::size_t ChannelPool::size() const {
    const std::scoped_lock hold(lock_);
    return idle_.size();
}

} // namespace ledgerline::net
