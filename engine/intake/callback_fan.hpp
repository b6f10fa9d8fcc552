// The callbacks of one connection: every source of it gets each of them, and takes what is of its kind.
#pragma once

#include "intake/callback_receiver.hpp"

#include <exception>
#include <memory>
#include <optional>
#include <vector>

namespace ledgerline::intake {

class CallbackFan {
public:
    void add(std::unique_ptr<CallbackReceiver> receiver) { receivers_.push_back(std::move(receiver)); }

    // The answer is good only if each source that takes callbacks kept what it takes of this one: otherwise the caller is to come
    // again, and those that kept it know it then. One that fails, or throws, keeps it from none of the others; what was thrown goes on when all
    // have had it. Nothing: none of them knows callbacks. Any thread.
    std::optional<CallbackAnswer> receive(const Callback& callback) {
        std::optional<CallbackAnswer> worst;
        std::exception_ptr thrown;
        for (const auto& receiver : receivers_) {
            try {
                const auto answer = receiver->receive(callback);
                if (answer && (!worst || is_worse(*answer, *worst))) worst = answer;
            } catch (...) {
                if (!thrown) thrown = std::current_exception();
            }
        }
        if (thrown) std::rethrow_exception(thrown);
        return worst;
    }

private:
    // Of those that make the caller come again the one that asks for the longer pause.
    static bool is_worse(const CallbackAnswer& one, const CallbackAnswer& other) {
        return one.status != other.status ? one.status > other.status : one.retry_after_s > other.retry_after_s;
    }

    std::vector<std::unique_ptr<CallbackReceiver>> receivers_; // in the order of the routes
};

} // namespace ledgerline::intake
