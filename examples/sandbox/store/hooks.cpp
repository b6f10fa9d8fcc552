#include "store/hooks.hpp"

#include "base/digest.hpp"
#include "message/json.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace ledgerline::sandbox {

namespace {

using message::Value;
using Kind = HookFault::Kind;

constexpr std::pair<std::string_view, Kind> kinds[] = {{"lost", Kind::lost},   {"doubled", Kind::doubled}, {"late", Kind::late}, {"out_of_order", Kind::out_of_order},
                                                       {"forged", Kind::forged}, {"deactivated", Kind::deactivated}};

// Seconds after each attempt that failed; two days in all.
constexpr std::array<std::int64_t, 11> retries_s = {60, 180, 300, 600, 900, 1'800, 3'600, 7'200, 21'600, 50'400, 86'400};

// "store/order/*" covers store/order/created, and store/order/refund/created only where the store takes it so.
bool covers(const std::string& wanted, const std::string& scope, bool nested) {
    if (wanted == scope) return true;
    if (wanted.size() < 2 || wanted.compare(wanted.size() - 2, 2, "/*") != 0) return false;
    const std::string stem = wanted.substr(0, wanted.size() - 1);
    return scope.rfind(stem, 0) == 0 && (nested || scope.find('/', stem.size()) == std::string::npos);
}

} // namespace

HookFault hook_fault_from(const Value& value) {
    if (!value.is_object()) throw std::invalid_argument("a fault must be an object");
    HookFault out;
    bool has_kind = false;
    for (const auto& [name, member] : *value.as_object()) {
        if (name == "callbacks") out.callbacks = member.int_or(0);
        else if (name == "scope") out.scope = member.text_or("");
        else if (name == "delay_ms") out.delay_ms = member.int_or(-1);
        else if (name == "kind") {
            for (const auto& [word, kind] : kinds)
                if (member.text_or("") == word) out.kind = kind, has_kind = true;
        } else throw std::invalid_argument(name + ": unknown member of a fault of callbacks; known are kind, callbacks, scope, delay_ms");
    }
    if (!has_kind) throw std::invalid_argument("kind: must be lost, doubled, late, out_of_order, forged or deactivated");
    if (out.callbacks < 1) throw std::invalid_argument("callbacks: must be 1 or more");
    if (out.delay_ms < 0 || out.delay_ms > 604'800'000) throw std::invalid_argument("delay_ms: must be 0 to 604800000");
    return out;
}

namespace store {

void Hooks::inject(const HookFault& fault) {
    if (fault.kind != Kind::deactivated) {
        faults_.push_back(fault);
        return;
    }
    for (auto& [id, hook] : hooks_)
        if (hook.scope.find(fault.scope) != std::string::npos) hook.active = false;
}

void Hooks::happened(const std::string& scope, const Value& data, base::Millis now) {
    if (hooks_.empty()) return;
    Value event = Value::object({{"scope", scope}, {"store_id", "1002345678"}, {"data", data}});
    const std::string hash = message::digest(event).substr(0, 40);
    Value body = Value::object({{"producer", "stores/" + settings_.store_hash}, {"hash", hash}, {"created_at", Value(now / 1'000)}});
    for (const auto& [name, value] : *event.as_object()) body.set(name, value);
    const std::string text = message::write_json(body);
    for (const auto& [id, hook] : hooks_) {
        if (!hook.active || !covers(hook.scope, scope, settings_.hook_wildcards_nested)) continue;
        Sending sending;
        sending.hook = id;
        sending.id = "msg_" + std::to_string(next_message_++);
        sending.body = text;
        sending.due = now;
        queue(std::move(sending), scope);
    }
}

void Hooks::queue(Sending sending, const std::string& scope) {
    bool lost = false, doubled = false, forged = false;
    for (HookFault& fault : faults_) {
        if (scope.find(fault.scope) == std::string::npos) continue;
        --fault.callbacks;
        if (fault.kind == Kind::lost) lost = true;
        else if (fault.kind == Kind::doubled) doubled = true;
        else if (fault.kind == Kind::forged) forged = true;
        else if (fault.kind == Kind::late) sending.due += fault.delay_ms;
        else if (fault.kind == Kind::out_of_order) sending.waits_for_another = true;
    }
    std::erase_if(faults_, [](const HookFault& fault) { return fault.callbacks < 1; });
    if (!lost) waiting_.push_back(sending);
    if (!lost && doubled) waiting_.push_back(sending);
    sending.forged = true;
    sending.waits_for_another = false;
    if (forged) waiting_.push_back(std::move(sending));
}

std::optional<Hooks::Sending> Hooks::take(base::Millis now) {
    constexpr base::Millis waits_ms = 60'000;
    // What was switched off meanwhile is not sent any more.
    std::erase_if(waiting_, [&](const Sending& one) {
        const auto hook = hooks_.find(one.hook);
        return hook == hooks_.end() || !hook->second.active;
    });
    const auto is_due = [&](const Sending& one) { return one.due <= now && (!one.waits_for_another || one.due + waits_ms <= now); };
    const auto found = std::find_if(waiting_.begin(), waiting_.end(), is_due);
    if (found == waiting_.end()) return std::nullopt;
    Sending out = std::move(*found);
    waiting_.erase(found);
    for (Sending& other : waiting_) other.waits_for_another = false;
    ++sent_;
    return out;
}

Callback Hooks::callback(const Sending& sending, base::Millis now) const {
    const Hook& hook = hooks_.at(sending.hook);
    const std::string time = std::to_string(now / 1'000);
    Callback out{hook.destination, {{"Content-Type", "application/json"}, {"User-Agent", "akka-http/10.0.10"}}, sending.body};
    if (settings_.sign_hooks) {
        const std::string key = sending.forged ? "somebody-else" : settings_.client_secret;
        out.headers.emplace_back("webhook-id", sending.id);
        out.headers.emplace_back("webhook-timestamp", time);
        out.headers.emplace_back("webhook-signature", "v1," + base::hmac_sha256_base64(key, sending.id + "." + time + "." + sending.body));
    }
    if (const auto* headers = hook.headers.as_object())
        for (const auto& [name, value] : *headers) out.headers.emplace_back(name, sending.forged ? "guessed" : value.text_or(""));
    return out;
}

void Hooks::answered(Sending sending, int status, base::Millis now) {
    if (status >= 200 && status < 300) {
        ++taken_;
        return;
    }
    if (sending.forged) return; // nobody tries it again
    if (sending.attempt < retries_s.size()) {
        sending.due = now + retries_s[sending.attempt++] * 1'000;
        waiting_.push_back(std::move(sending));
        return;
    }
    if (const auto hook = hooks_.find(sending.hook); hook != hooks_.end()) hook->second.active = false;
}

} // namespace store

} // namespace ledgerline::sandbox
