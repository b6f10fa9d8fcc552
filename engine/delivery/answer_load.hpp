// What the answer to a delivery tells of the load of the other system, beside what becomes of the single deliveries.
#pragma once

#include "delivery/pace.hpp"
#include "plugin/component.hpp"

#include <string>

namespace ledgerline::delivery {

struct AnswerLoad {
    Load load = Load::good;
    bool unanswered = false; // not one of the deliveries has an answer that says what became of it
    std::string code, why;   // where it is not good
};

AnswerLoad load_of(const plugin::Outcome& outcome, std::size_t deliveries);

} // namespace ledgerline::delivery
