#include "pipeline/rule_chain.hpp"

#include "plugin/envelope.hpp"

namespace ledgerline::pipeline {

using message::Value;

std::vector<std::string> RuleChain::names() const {
    std::vector<std::string> out;
    for (const auto& rule : rules_) out.push_back(rule->name());
    return out;
}

ChainOutcome RuleChain::run(const store::MessageRow& row, Value body) {
    ChainOutcome chain;
    Value document = plugin::envelope(row, std::move(body));
    for (const auto& rule : rules_) {
        const auto& accepts = rule->manifest().accepts;
        if (std::find(accepts.begin(), accepts.end(), row.type) == accepts.end()) continue;
        plugin::Outcome outcome = rule->handle(LL_APPLY, std::move(document));
        document = std::move(outcome.document);
        for (auto& change : outcome.changes) chain.changes.push_back(std::move(change));
        for (auto& finding : outcome.findings) chain.findings.push_back(std::move(finding));
        if (outcome.verdict == LL_PASS) continue;
        if (chain.decision == ChainOutcome::Decision::pass) chain.decided_by = rule->name();
        if (outcome.verdict == LL_DROP && chain.decision == ChainOutcome::Decision::pass) {
            chain.decision = ChainOutcome::Decision::drop;
            break;
        }
        chain.decision = ChainOutcome::Decision::hold;
        document.set("held", true);
        if (outcome.verdict == LL_FAILED) break;
    }
    if (Value* result = document.find("body")) chain.body = std::move(*result);
    return chain;
}

} // namespace ledgerline::pipeline
