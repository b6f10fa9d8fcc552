#include "web/time_limit.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ledgerline::web {

TimeLimit::~TimeLimit() {
    {
        const std::scoped_lock hold(lock_);
        ending_ = true;
    }
    changed_.notify_all();
    watcher_.join();
}

TimeLimit::Watched::Watched(TimeLimit& limit, int descriptor) : limit_(limit), own_(::fcntl(descriptor, F_DUPFD_CLOEXEC, 0)) {
    until_ = std::chrono::steady_clock::now() + limit.limit_;
    const std::scoped_lock hold(limit.lock_);
    place_ = limit.watched_.insert(limit.watched_.end(), this);
    limit.changed_.notify_all();
}

TimeLimit::Watched::~Watched() {
    {
        const std::scoped_lock hold(limit_.lock_);
        if (place_ != limit_.watched_.end()) limit_.watched_.erase(place_);
    }
    if (own_ >= 0) ::close(own_);
}

void TimeLimit::watch() {
    std::unique_lock hold(lock_);
    while (!ending_) {
        if (watched_.empty()) {
            changed_.wait(hold);
            continue;
        }
        Watched& oldest = *watched_.front();
        if (std::chrono::steady_clock::now() < oldest.until_) {
            const auto until = oldest.until_; // it may be gone when we wake up
            changed_.wait_until(hold, until);
            continue;
        }
        // Whoever reads or writes on it sees its end.
        if (oldest.own_ >= 0) ::shutdown(oldest.own_, SHUT_RDWR);
        watched_.pop_front();
        oldest.place_ = watched_.end();
    }
}

} // namespace ledgerline::web
