#include "plugin/component.hpp"

#include "plugin/call.hpp"
#include "plugin/clean_text.hpp"
#include "plugin/host_table.hpp"
#include "plugin/operation.hpp"
#include "plugin/work_note.hpp"

#include "ledgerline/decimal.hpp"

#include <fmt/format.h>

#include <exception>
#include <stdexcept>

namespace ledgerline::plugin {

namespace {

using message::Value;

constexpr std::size_t reason_size_max = 4 * 1024;

// What came out of the component's own code: a verdict, or the text of what it threw.
struct Answer {
    ll_verdict verdict = LL_FAILED;
    std::string threw;
};

// The barrier on this side, for components that lack one of their own.
template <class Function>
Answer enclosed(Function function) {
    Answer answer;
    try {
        answer.verdict = function();
    } catch (const std::exception& error) {
        answer.threw = fmt::format("it threw an exception: {}", clean_text(error.what(), reason_size_max));
    } catch (...) {
        answer.threw = "it threw something that is not a std::exception";
    }
    return answer;
}

Finding failure(const std::string& component, ll_operation operation, const std::string& why) {
    Finding finding;
    finding.code = "PLUGIN_FAILED";
    finding.message = fmt::format("{} failed in {}: {}", component, operation_name(operation), why);
    finding.subject = "component:" + component; // everything that fails in one component has one cause until somebody looks
    finding.facts = Value::object({{"component", component}, {"operation", operation_name(operation)}});
    finding.component = component;
    return finding;
}

// The verdict against the operation, and a reason wherever a person will ask for one.
void judge(Outcome& outcome, const Answer& answer, const std::string& component, ll_operation operation) {
    outcome.verdict = answer.verdict;
    if (!answer.threw.empty()) {
        outcome.verdict = LL_FAILED;
        outcome.findings.push_back(failure(component, operation, answer.threw));
    } else if (!verdict_fits(operation, answer.verdict)) {
        outcome.verdict = LL_FAILED;
        outcome.findings.push_back(failure(component, operation, fmt::format("it returned the verdict {}, which is none of this operation", verdict_name(answer.verdict))));
    } else if (answer.verdict == LL_FAILED && outcome.findings.empty()) {
        outcome.findings.push_back(failure(component, operation, "it gave no reason"));
    } else if (answer.verdict == LL_HOLD && outcome.findings.empty()) {
        outcome.findings.push_back(failure(component, operation, "it held the message and gave no reason"));
    }
}

// "due_days: -1 is not between 0 and 3650 days; ...": the codes say nothing to whoever writes a deployment.
std::string reasons(const std::vector<Finding>& findings) {
    std::string text;
    for (const auto& finding : findings) {
        std::string field = finding.where;
        for (const std::string_view part : {"/settings/", "/connection/"})
            if (field.rfind(part, 0) == 0) field.erase(0, part.size());
        text += fmt::format("{}{}{}{}", text.empty() ? "" : "; ", field, field.empty() ? "" : ": ", finding.message);
    }
    return text;
}

// Ids of the messages that the component gets: its own, or those of its deliveries.
std::vector<std::int64_t> messages_in(ll_operation operation, const Value& document) {
    std::vector<std::int64_t> ids;
    const auto add = [&](const Value& envelope) {
        if (const auto id = Decimal::try_parse(envelope["id"].text_or("")); id && id->scale() == 0) ids.push_back(id->units());
    };
    if (operation == LL_APPLY) add(document);
    if (const auto* deliveries = document["deliveries"].as_array())
        for (const Value& delivery : *deliveries) add(delivery["message"]);
    return ids;
}

WriteRights rights_of(const ComponentManifest& manifest, const std::string& name) {
    try {
        return manifest.kind == ComponentKind::rule ? WriteRights(manifest.writes) : WriteRights::everywhere();
    } catch (const PluginError& error) {
        throw PluginError(fmt::format("{}: member \"writes\" of its manifest: {}", name, error.what()));
    }
}

} // namespace

bool HttpService::is_proven(std::string_view, std::string_view, std::string_view, std::string_view) const {
    throw std::invalid_argument("this connection takes no callbacks");
}

CreationRefused::CreationRefused(const std::string& component, std::vector<Finding> all)
    : PluginError(fmt::format("{} cannot start: {}", component, reasons(all))), findings(std::move(all)) {}

struct Component::Parts {
    ComponentEntry entry;
    std::string name;
    Services services;
    WriteRights rights;
    Arena arena;
    void* self = nullptr;
};

Component::Component(const ComponentEntry& entry, std::string name, const Value& connection, Value settings, Services services) {
    if (!services.clock) throw std::invalid_argument("a component needs a clock");
    WriteRights rights = rights_of(entry.manifest, name);
    parts_ = std::make_unique<Parts>(Parts{entry, std::move(name), std::move(services), std::move(rights), {}, nullptr});

    auto own_document = WriteRights::everywhere();
    const Mandate mandate{parts_->name, parts_->entry.manifest, parts_->services, own_document, parts_->arena};
    Value document = Value::object({{"name", parts_->name}});
    document.set("connection", connection);
    document.set("settings", std::move(settings)); // a table may be large
    Call call(mandate, creating, std::move(document));
    const WorkNote::Work work(parts_->services.work_note, parts_->name, creating, {});
    const Answer answer = enclosed([&] { return entry.table->create(&host_table(), call.handle(), &parts_->self); });
    Outcome outcome = call.finish();
    judge(outcome, answer, parts_->name, creating);
    if (outcome.verdict != LL_PASS) throw CreationRefused(parts_->name, std::move(outcome.findings));
}

Component::~Component() {
    const Answer answer = enclosed([&]() -> ll_verdict {
        parts_->entry.table->destroy(parts_->self);
        return LL_PASS;
    });
    if (!answer.threw.empty() && parts_->services.log)
        parts_->services.log->error("a component failed while it was destroyed", {{"component", parts_->name}, {"why", answer.threw}});
}

const std::string& Component::name() const { return parts_->name; }
const ComponentManifest& Component::manifest() const { return parts_->entry.manifest; }

Outcome Component::handle(ll_operation operation, Value document) {
    const Mandate mandate{parts_->name, parts_->entry.manifest, parts_->services, parts_->rights, parts_->arena};
    const WorkNote::Work work(parts_->services.work_note, parts_->name, operation, messages_in(operation, document));
    Call call(mandate, operation, std::move(document));
    const Answer answer = enclosed([&] { return parts_->entry.table->handle(parts_->self, operation, call.handle()); });
    Outcome outcome = call.finish();
    judge(outcome, answer, parts_->name, operation);
    return outcome;
}

} // namespace ledgerline::plugin
