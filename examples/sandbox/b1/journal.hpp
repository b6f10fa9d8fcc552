// What a transaction has changed, as steps back. A request or a change set that is refused is undone to its mark.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace ledgerline::sandbox::b1 {

class Journal {
public:
    void on_undo(std::function<void()> step) { steps_.push_back(std::move(step)); }
    bool empty() const { return steps_.empty(); }
    void commit() { steps_.clear(); }
    void roll_back() {
        while (!steps_.empty()) {
            steps_.back()();
            steps_.pop_back();
        }
    }

private:
    std::vector<std::function<void()>> steps_;
};

} // namespace ledgerline::sandbox::b1
