// Pipes and filters: the rules of a route, one after the other, over one document. No I/O but look-ups, so the same message,
// rules and reference data give the same outcome.
//
// A rule that holds does not stop the chain: a person should see every reason at once. A rule that drops does, and so does one
// that failed.
#pragma once

#include "plugin/component.hpp"
#include "store/rows.hpp"

#include <memory>
#include <vector>

namespace ledgerline::pipeline {

struct ChainOutcome {
    enum class Decision { pass, drop, hold };
    Decision decision = Decision::pass;
    message::Value body;
    std::vector<plugin::Finding> findings;
    std::vector<plugin::Change> changes;
    std::string decided_by; // the first rule that dropped or held
};

class RuleChain {
public:
    explicit RuleChain(std::vector<std::unique_ptr<plugin::Component>> rules) : rules_(std::move(rules)) {}
    ChainOutcome run(const store::MessageRow& row, message::Value body);
    std::vector<std::string> names() const;

private:
    std::vector<std::unique_ptr<plugin::Component>> rules_;
};

} // namespace ledgerline::pipeline
