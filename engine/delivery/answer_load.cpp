#include "delivery/answer_load.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace ledgerline::delivery {

using message::Value;

namespace {

constexpr std::array<std::string_view, 4> usable = {"delivered", "rejected", "retry", "waiting"};

bool asks_to_wait(const std::string& code) { return code == "ERP_LOCKED" || code == "STORE_RATE_LIMIT"; }
bool has_no_room(const std::string& code) { return code == "ERP_UNAVAILABLE" || code == "STORE_UNAVAILABLE"; }

} // namespace

AnswerLoad load_of(const plugin::Outcome& outcome, std::size_t deliveries) {
    AnswerLoad out;
    const auto say = [&](Load load, std::string code, std::string why) {
        if (load <= out.load) return; // the worse says more
        out.load = load;
        out.code = std::move(code);
        out.why = std::move(why);
    };
    const bool explained = !outcome.findings.empty();
    const std::string code = explained ? outcome.findings.front().code : "", why = explained ? outcome.findings.front().message : "";
    if (outcome.verdict == LL_RETRY) {
        say(Load::unavailable, code, why.empty() ? "it did not take the deliveries" : why);
        return out;
    }
    const Value* results = outcome.document.find("results");
    const auto* list = results ? results->as_array() : nullptr;
    std::size_t answered = 0;
    for (std::size_t i = 0; i < deliveries; ++i) {
        const Value result = list && i < list->size() ? (*list)[i] : Value();
        const std::string verdict = result["verdict"].text_or(""), its_code = result["code"].text_or(""), its_why = result["message"].text_or("");
        if (std::find(usable.begin(), usable.end(), verdict) == usable.end()) {
            say(Load::lost, its_code.empty() ? code : its_code, !its_why.empty() ? its_why : !why.empty() ? why : "no answer was understood");
            continue;
        }
        ++answered;
        if (verdict != "retry") continue;
        if (asks_to_wait(its_code)) say(Load::locked, its_code, its_why);
        else if (has_no_room(its_code)) say(Load::lost, its_code, its_why);
    }
    out.unanswered = answered == 0;
    return out;
}

} // namespace ledgerline::delivery
