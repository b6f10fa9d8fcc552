// When the engine dies: before or after the n-th commit, before or after the n-th request. A death at a request lets the
// component finish without any answer, and the next commit does not happen: nothing of it survives but what the other side did.
#pragma once

#include "base/random.hpp"
#include "store/store.hpp"

namespace ledgerline::simulation {

struct Death {}; // thrown where the process would be gone

class Fate final : public store::CommitHook {
public:
    enum class Point { none, before_commit, after_commit, before_request, after_request };

    // Draws how this life ends; `mortal` false: it does not.
    void draw(base::Random& chance, bool mortal) {
        dead_ = false;
        point_ = mortal ? static_cast<Point>(chance.below(5)) : Point::none;
        left_ = 1 + chance.below(point_ == Point::before_commit || point_ == Point::after_commit ? 60 : 250);
    }
    bool dead() const { return dead_; }

    void before_commit(std::int64_t) override {
        if (dead_ || strikes(Point::before_commit)) die();
    }
    void after_commit(std::int64_t) override {
        if (strikes(Point::after_commit)) die();
    }
    // True: the request does not leave, or its answer never comes.
    bool at_request(Point point) {
        if (!dead_ && strikes(point)) dead_ = true;
        return dead_;
    }

private:
    bool strikes(Point point) { return point_ == point && left_ > 0 && --left_ == 0; }
    [[noreturn]] void die() {
        dead_ = true;
        throw Death{};
    }

    Point point_ = Point::none;
    std::uint64_t left_ = 0;
    bool dead_ = false;
};

} // namespace ledgerline::simulation
