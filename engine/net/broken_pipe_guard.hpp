// Writing to a connection that the remote has closed raises SIGPIPE, which ends the process. OpenSSL offers no flag against
// it, and a library must not change what the process does with signals; so it is held back in this thread while we write.
#pragma once

#include <csignal>
#include <ctime>

namespace ledgerline::net {

class BrokenPipeGuard {
public:
    BrokenPipeGuard() {
        sigset_t pending;
        sigpending(&pending);
        was_pending_ = sigismember(&pending, SIGPIPE) == 1;
        sigemptyset(&pipe_);
        sigaddset(&pipe_, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }
    ~BrokenPipeGuard() {
        if (!was_pending_) {
            const timespec at_once{0, 0};
            sigtimedwait(&pipe_, nullptr, &at_once); // takes away what our own write has raised
        }
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    BrokenPipeGuard(const BrokenPipeGuard&) = delete;
    BrokenPipeGuard& operator=(const BrokenPipeGuard&) = delete;

private:
    sigset_t pipe_, before_;
    bool was_pending_ = false;
};

} // namespace ledgerline::net
