// v3 /hooks: who wants to be called. Error texts are our own: the store's are not public.
#include "message/json.hpp"
#include "store/answers.hpp"
#include "store/hooks.hpp"

#include <algorithm>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr message::JsonLimits body_limits{std::size_t{1024} * 1024, 16};
constexpr std::size_t hooks_of_scope_max = 10;

Value value_of(const Hook& hook, const ShopSettings& settings) {
    return Value::object({{"id", Value(hook.id)},
                          {"client_id", settings.client_id},
                          {"store_hash", settings.store_hash},
                          {"scope", hook.scope},
                          {"destination", hook.destination},
                          {"headers", hook.headers},
                          {"is_active", Value(hook.active)},
                          {"created_at", Value(hook.created / 1'000)},
                          {"updated_at", Value(hook.updated / 1'000)}});
}

base::HttpResponse one(const Hook& hook, const ShopSettings& settings) {
    return json_answer(Value::object({{"data", value_of(hook, settings)}, {"meta", Value::object()}}));
}

// Sets what the body names; the rest stays.
void read(Hook& hook, const Call& call) {
    Value body;
    try {
        body = message::parse_json(call.body, body_limits);
    } catch (const message::JsonError&) {
        throw Refused(400, "The body is not JSON.");
    }
    if (!body.is_object()) throw Refused(400, "The body is no object.");
    for (const auto& [name, value] : *body.as_object()) {
        if (name == "scope") hook.scope = value.text_or("");
        else if (name == "destination") hook.destination = value.text_or("");
        else if (name == "is_active") hook.active = value.bool_or(true);
        else if (name == "headers") {
            if (!value.is_null() && !value.is_object()) throw Refused(422, "headers must be an object.");
            if (const auto* headers = value.as_object())
                for (const auto& [header, text] : *headers)
                    if (!text.is_text()) throw Refused(422, "The value of the header " + header + " must be a text.");
            hook.headers = value;
        }
    }
}

bool is_loopback(const std::string& url) {
    for (const char* start : {"http://127.0.0.1:", "http://127.0.0.1/", "http://localhost:", "http://localhost/"})
        if (url.rfind(start, 0) == 0) return true;
    return false;
}

// https, and no port but 443.
bool is_public(const std::string& url) {
    constexpr std::string_view scheme = "https://";
    if (url.rfind(scheme, 0) != 0) return false;
    const std::string host = url.substr(scheme.size(), url.find('/', scheme.size()) - scheme.size());
    const std::size_t colon = host.rfind(':');
    return !host.empty() && (colon == std::string::npos || host.substr(colon) == ":443");
}

} // namespace

void Hooks::check(const Hook& hook) const {
    if (hook.scope.rfind("store/", 0) != 0) throw Refused(422, "The scope is missing or unknown.");
    if (!is_public(hook.destination) && !(settings_.hooks_to_loopback && is_loopback(hook.destination)))
        throw Refused(422, "The destination must be an https address on port 443.");
    std::size_t of_scope = 0;
    for (const auto& [id, other] : hooks_) {
        if (id == hook.id || other.scope != hook.scope) continue;
        if (other.destination == hook.destination) throw Refused(422, "There is a webhook with this scope and destination already.");
        ++of_scope;
    }
    if (of_scope >= hooks_of_scope_max) throw Refused(422, "There are 10 webhooks with this scope already.");
}

base::HttpResponse Hooks::answer(const Call& call, base::Millis now) {
    if (call.path.size() == 1) {
        require_method(call, {"GET", "POST"});
        return call.method == "GET" ? list(call) : create(call, now);
    }
    const auto id = call.path.size() == 2 ? whole_number(call.path[1]) : std::nullopt;
    const auto found = id ? hooks_.find(*id) : hooks_.end();
    if (found == hooks_.end()) throw Refused(404, "Webhook with id [" + (call.path.size() == 2 ? call.path[1] : std::string()) + "] not found");
    require_method(call, {"GET", "PUT", "DELETE"});
    if (call.method == "PUT") return change(found->second, call, now);
    const base::HttpResponse answer = one(found->second, settings_);
    if (call.method == "DELETE") hooks_.erase(found);
    return answer;
}

base::HttpResponse Hooks::list(const Call& call) const {
    const auto scope = call.parameter("scope"), destination = call.parameter("destination"), active = call.parameter("is_active");
    std::vector<std::string> texts;
    for (const auto& [id, hook] : hooks_) {
        if ((scope && hook.scope != *scope) || (destination && hook.destination != *destination)) continue;
        if (active && (*active == "true") != hook.active) continue;
        texts.push_back(message::write_json(value_of(hook, settings_)));
    }
    return envelope_answer({texts.begin(), texts.end()}, read_page(call, settings_.page_above_maximum), true);
}

base::HttpResponse Hooks::create(const Call& call, base::Millis now) {
    Hook hook;
    read(hook, call);
    check(hook);
    hook.id = next_hook_++;
    hook.created = hook.updated = now;
    return one(hooks_.emplace(hook.id, std::move(hook)).first->second, settings_);
}

base::HttpResponse Hooks::change(Hook& hook, const Call& call, base::Millis now) {
    Hook changed = hook;
    read(changed, call);
    check(changed);
    changed.updated = now;
    hook = std::move(changed);
    return one(hook, settings_);
}

Value Hooks::report() const {
    Value all = Value::array();
    for (const auto& [id, hook] : hooks_) all.push(value_of(hook, settings_));
    return Value::object({{"hooks", std::move(all)}, {"waiting", Value(static_cast<std::int64_t>(waiting_.size()))}, {"sent", Value(sent_)}, {"taken", Value(taken_)},
                          {"refused", Value(sent_ - taken_)}});
}

} // namespace ledgerline::sandbox::store
