#include "hooks.hpp"

#include "dates.hpp"
#include "order_mapper.hpp"

#include <ledgerline/format.hpp>
#include <ledgerline/text.hpp>

#include <algorithm>
#include <array>
#include <cctype>

namespace bigcommerce {

using ledgerline::Call;
using ledgerline::Node;
using ledgerline::Request;

namespace {

// Each by its name: whether store/order/* covers the nested ones is not documented. What they do not tell (messages, metafields) changes
// nothing of an order as we read it.
constexpr std::array scopes = {"store/order/created",         "store/order/updated",           "store/order/archived",          "store/order/statusUpdated", "store/order/refund/created",
                               "store/order/transaction/created", "store/order/transaction/updated", "store/shipment/created", "store/shipment/updated",    "store/shipment/deleted"};

constexpr std::int64_t look_every_s = 600;
constexpr std::int64_t look_soon_s = 60;   // the store did not answer
constexpr std::int64_t becoming_active_s = 300; // a new hook is not active at once

bool begins(const std::string& text, const char* with) { return text.rfind(with, 0) == 0; }

// Names of headers have no case.
bool is_callback_header(std::string_view name) {
    const std::string_view ours = callback_header;
    return std::equal(name.begin(), name.end(), ours.begin(), ours.end(), [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

} // namespace

Hooks::Hooks(const ledgerline::Config& config, const CallbackDoor& door) : callback_secret_(door.callback_secret()) {
    if (config.has("callback_url")) url_ = config.text("callback_url");
    if (url_.empty()) return;
    if (!begins(url_, "https://") && !begins(url_, "http://127.0.0.1") && !begins(url_, "http://localhost"))
        config.refuse(config.problem("callback_url", "\"{}\" is no address that the store calls (write https://erp.example.com/hooks/shop)", url_));
    if (!door.has_secret())
        config.refuse(config.problem("callback_url", "the store is to call, but nothing tells its callbacks from forged ones; give the connection client_secret, callback_secret, or both"));
}

void Hooks::look_after(Call& call, ShopApi& api, HookState& state, std::int64_t now) const {
    if (url_.empty()) state = {};
    if (url_.empty() || now < state.look_at) return;
    state.look_at = now + look_every_s;
    try {
        state.problem = keep(call, api, state, now);
    } catch (const ShopProblem& problem) {
        if (problem.kind == ShopProblem::Kind::refused) state.problem = problem.what();
        else state.look_at = now + look_soon_s; // the store itself: the poll of the orders tells
    } catch (const Unanswered&) {
        state.look_at = now + look_soon_s; // the list tells whether it was done
    } catch (const ResourceProblem& problem) {
        state.problem = problem.what();
    } catch (const ledgerline::DocumentError& problem) {
        state.problem = about_answer(problem.what());
    } catch (const std::invalid_argument& problem) {
        state.problem = problem.what();
    }
}

std::vector<Hooks::Known> Hooks::list(Call& call, ShopApi& api) const {
    std::vector<Known> known;
    api.each_v3(call, "/v3/hooks", [&](const Node& hook) {
        if (!hook["destination"].is_text() || hook["destination"].text() != url_) return;
        Known one;
        one.id = std::string(hook["id"].text());
        one.scope = std::string(hook["scope"].text());
        one.active = is_true(hook["is_active"]);
        if (!is_unset(hook["created_at"])) one.created = whole_number(hook["created_at"]);
        one.has_our_header = callback_secret_.empty();
        if (hook["headers"].is_object())
            for (const auto& [name, value] : hook["headers"].members())
                if (!one.has_our_header && is_callback_header(name) && value.is_text()) one.has_our_header = call.authenticate("equal", callback_secret_, "", value.text());
        known.push_back(std::move(one));
    });
    return known;
}

std::string Hooks::body(const std::string& scope) const {
    using ledgerline::json_quoted;
    std::string out = "{\"scope\":" + json_quoted(scope) + ",\"destination\":" + json_quoted(url_) + ",\"is_active\":true";
    if (!callback_secret_.empty()) out += std::string(",\"headers\":{\"") + callback_header + "\":" + json_quoted(callback_secret_) + "}";
    return out + "}";
}

std::string Hooks::keep(Call& call, ShopApi& api, HookState& state, std::int64_t now) const {
    const std::vector<Known> known = list(call, api);
    std::string off, refused;
    for (const std::string scope : scopes) {
        const auto found = std::find_if(known.begin(), known.end(), [&](const Known& one) { return one.scope == scope; });
        const Known* hook = found == known.end() ? nullptr : &*found;
        if (hook && hook->active && hook->has_our_header) continue;
        const bool is_new = hook && hook->created > 0 && now - hook->created < becoming_active_s;
        if (hook && !hook->active && is_new) continue;
        try {
            api.change(call, hook ? Request::put("/v3/hooks/" + hook->id).json_text(body(scope)) : Request::post("/v3/hooks").json_text(body(scope)));
        } catch (const ResourceProblem& problem) {
            // A store without this scope, or with ten hooks for it: the others are looked after all the same.
            refused += (refused.empty() ? "" : "; ") + scope + ": " + problem.what();
            continue;
        }
        if (!hook) call.info("the store is to call for {}", scope);
        else if (hook->active) call.info("the store's webhook for {} had another secret in its header, and has ours now", scope);
        else off += (off.empty() ? "" : ", ") + scope;
    }
    if (!off.empty()) {
        state.switched_off = ledgerline::format("The store had switched off its webhook for {}, which calls {}. It was switched on again at {}, and nothing has come since", off, url_, iso(now));
        call.warning("{}", state.switched_off);
    }
    return refused;
}

void Hooks::explain(Call& call, const HookState& state) const {
    if (!state.problem.empty())
        call.explain("WEBHOOK_DISABLED", ledgerline::format("The webhooks that call {} could not be set up or looked at: {}", url_, state.problem), ledgerline::facts().subject("webhooks"));
    if (!state.switched_off.empty()) call.explain("WEBHOOK_DISABLED", state.switched_off, ledgerline::facts().subject("webhooks switched off"));
}

} // namespace bigcommerce
