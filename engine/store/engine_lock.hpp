// Two engines on one store would each believe that they alone deliver. The host process takes this lock for as long as it
// runs; command line verbs don't: what they do is one commit each.
#pragma once

#include "store/connection.hpp"

namespace ledgerline::store {

class EngineLock {
public:
    // Takes the lock of the store at `location` ("<path>.lock" beside the real file, whatever links lead to it) or throws StoreError that names the process which has it.
    // The system releases it when the process ends, however that happens. A database in memory needs none.
    explicit EngineLock(const Location& location);
    ~EngineLock();
    EngineLock(const EngineLock&) = delete;
    EngineLock& operator=(const EngineLock&) = delete;

private:
    int file_ = -1;
};

} // namespace ledgerline::store
