// What happened, as one running digest: the same seed must give the same trace. With `echo` every event is printed as well.
#pragma once

#include "base/digest.hpp"

#include <cstdio>
#include <string>

namespace ledgerline::simulation {

class Trace {
public:
    explicit Trace(bool echo) : echo_(echo) {}

    void note(const std::string& event) {
        ++events_;
        digest_ = base::sha256_hex(digest_ + "\n" + event);
        if (echo_) std::printf("%6ld %s\n", events_, event.substr(0, 400).c_str());
    }
    const std::string& digest() const { return digest_; }
    long events() const { return events_; }

private:
    bool echo_;
    long events_ = 0;
    std::string digest_;
};

} // namespace ledgerline::simulation
