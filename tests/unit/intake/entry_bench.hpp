// What people enter by hand, and why it is not taken.
#pragma once

#include "support/engine_bench.hpp"

#include "intake/entry.hpp"
#include "intake/receiver.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <string>

namespace ledgerline::test {

class EntryBench : public EngineBench {
public:
    intake::Entered entered(const std::function<intake::Entered(store::UnitOfWork&)>& work) {
        intake::Entered out;
        store.commit([&](store::UnitOfWork& unit) { out = work(unit); });
        return out;
    }
    // These words are in the refusal.
    intake::EntryRefused::Why refused(const std::function<void()>& work, const std::string& words) {
        try {
            work();
        } catch (const intake::EntryRefused& refusal) {
            INFO(refusal.what());
            CHECK(std::string(refusal.what()).find(words) != std::string::npos);
            return refusal.why;
        }
        FAIL("it was taken");
        return intake::EntryRefused::Why::unfit;
    }

    intake::Receiver receiver{exceptions};
};

} // namespace ledgerline::test
