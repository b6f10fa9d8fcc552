// What a component tells people: reasons and log lines. Nothing of it is refused; what is too much or not UTF-8 is cut and marked.
#include "plugin/call.hpp"
#include "plugin/clean_text.hpp"
#include "plugin/paths.hpp"
#include "plugin/weight.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::plugin {

namespace {

using message::Value;

constexpr std::size_t findings_max = 1000;
constexpr std::size_t code_size_max = 64;
constexpr std::size_t message_size_max = 4 * 1024;
constexpr std::size_t cause_size_max = 200;
constexpr std::size_t facts_weight_max = 256 * 1024;
constexpr std::size_t log_lines_max = 1000;
constexpr std::size_t log_line_size_max = 8 * 1024;

std::string_view raw(const ll_text& text) { return text.data && text.size > 0 ? std::string_view(text.data, text.size) : std::string_view(); }

base::Level level_of(std::int32_t level) {
    switch (level) {
    case LL_LOG_DEBUG: return base::Level::debug;
    case LL_LOG_WARNING: return base::Level::warning;
    case LL_LOG_ERROR: return base::Level::error;
    default: return base::Level::info;
    }
}

// "subject" and "waits_for" are for the engine; the rest is for people.
std::string taken(Value& facts, std::string_view name) {
    auto text = clean_text(facts[name].text_or(""), cause_size_max);
    facts.erase(name);
    return text;
}

} // namespace

void Call::add_finding(Finding finding) {
    if (findings_.size() < findings_max) findings_.push_back(std::move(finding));
    else ++findings_cut_;
}

void Call::explain(const ll_text& code, const ll_text& message, const ll_at& where, const ll_at& facts) {
    Finding finding;
    finding.component = mandate_.component;
    finding.code = clean_text(raw(code), code_size_max);
    if (finding.code.empty()) finding.code = "PLUGIN_FAILED";
    finding.message = clean_text(raw(message), message_size_max);
    if (finding.message.empty()) finding.message = fmt::format("{} gave the reason {} without a text", mandate_.component, finding.code);
    const auto is_place = [](const ll_at& at) { return at.path != LL_NO_PATH && !is_malformed(at) && paths().step(at.path); };
    if (is_place(where)) finding.where = message::pointer_text(paths(), document_, address_of(where));
    finding.facts = Value::object();
    if (is_place(facts)) {
        if (const auto found = message::find(paths(), std::as_const(document_), address_of(facts)); found.value) {
            if (weight_of(*found.value) > facts_weight_max) finding.facts.set("facts", "too many to keep");
            else if (found.value->is_object()) finding.facts = *found.value;
            else finding.facts.set("value", *found.value);
        }
    }
    finding.subject = taken(finding.facts, "subject");
    finding.waits_for = taken(finding.facts, "waits_for");
    add_finding(std::move(finding));
    ok();
}

void Call::log(std::int32_t level, const ll_text& message) {
    ok();
    if (!mandate_.services.log || lines_logged_ > log_lines_max) return;
    if (++lines_logged_ > log_lines_max) {
        mandate_.services.log->warning("a component wrote too many log lines in one call; the rest is left out", {{"component", mandate_.component}});
        return;
    }
    mandate_.services.log->write(level_of(level), clean_text(raw(message), log_line_size_max), {{"component", mandate_.component}});
}

} // namespace ledgerline::plugin
