// The store's webhooks that call the engine: made where they are missing, switched on again where the store has switched them off, and
// told about where that does not help. Looked at from time to time while the orders are polled.
#pragma once

#include "callbacks.hpp"
#include "shop_api.hpp"

#include <ledgerline/source.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace bigcommerce {

// What is remembered from one look to the next, in the cursor. Times in seconds of our clock.
struct HookState {
    std::int64_t look_at = 0;
    std::string problem;      // why they are not as they should be; "" = they are, as far as we know
    std::string switched_off; // what the store had switched off, until a callback shows that it works again; "" = nothing
};

class Hooks {
public:
    Hooks(const ledgerline::Config& config, const CallbackDoor& door);

    // A callback came since the last poll.
    static void note_callback(HookState& state) { state.switched_off.clear(); }
    // Looks, if it is time. Never throws for what the store says.
    void look_after(ledgerline::Call& call, ShopApi& api, HookState& state, std::int64_t now) const;
    // With every poll that passes: what people are to know.
    void explain(ledgerline::Call& call, const HookState& state) const;

private:
    struct Known {
        std::string id, scope;
        bool active = false, has_our_header = false;
        std::int64_t created = 0; // 0 = the store does not say
    };
    std::vector<Known> list(ledgerline::Call& call, ShopApi& api) const;
    // Returns what the store refused, scope by scope; "" if nothing.
    std::string keep(ledgerline::Call& call, ShopApi& api, HookState& state, std::int64_t now) const;
    std::string body(const std::string& scope) const; // JSON

    std::string url_;             // "" = hooks are somebody else's business
    std::string callback_secret_; // placeholder, "" = none
};

} // namespace bigcommerce
