// The one barrier between a component and the engine. Every exception that leaves a component ends here, with its text and
// the place in the document; nothing unwinds across the boundary.
#ifndef LEDGERLINE_COMPONENT_HPP
#define LEDGERLINE_COMPONENT_HPP

#include "ledgerline/call.hpp"
#include "ledgerline/config.hpp"
#include "ledgerline/verdict.hpp"

#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

namespace ledgerline::detail {

inline constexpr std::string_view code_of_failure = "PLUGIN_FAILED";

// What the engine holds as `self`: entered by one thread at a time.
class Component {
public:
    explicit Component(const ll_host* host) : host_(host) {}
    virtual ~Component() = default;
    Component(const Component&) = delete;
    Component& operator=(const Component&) = delete;
    virtual ll_verdict handle(ll_operation operation, Call& call) = 0;
    const ll_host* host() const { return host_; }

private:
    const ll_host* host_;
};

// Runs `work` and turns whatever it throws into an explanation and LL_FAILED.
template <class Work>
ll_verdict guarded(const ll_host* host, ll_call* call, Work&& work) noexcept {
    const auto explain = [&](std::string_view message, const Place& where) {
        host->explain(call, to_host(code_of_failure), to_host(message), where.at(), Place{}.at());
        return LL_FAILED;
    };
    try {
        return work();
    } catch (const DocumentError& error) {
        return explain(error.what(), error.place());
    } catch (const std::exception& error) {
        return explain(error.what(), Place{});
    } catch (...) {
        return explain("the plugin threw something that is not a std::exception, so there is no text", Place{});
    }
}

template <class T>
std::unique_ptr<T> construct(const Config& config) {
    if constexpr (std::is_constructible_v<T, const Config&>) return std::make_unique<T>(config);
    else return std::make_unique<T>();
}

// The functions of ll_component. `Adapter` makes the calls of one kind of component out of operations.
template <class T, class Adapter>
ll_verdict create_component(const ll_host* host, ll_call* call, void** out_self) {
    // An engine that is older than this SDK's contract lacks functions; the engine refuses such a plugin before.
    if (host == nullptr || out_self == nullptr || host->size < sizeof(ll_host)) return LL_FAILED;
    *out_self = nullptr;
    return guarded(host, call, [&]() -> ll_verdict {
        Call config_call(host, call);
        const Config config(config_call);
        std::unique_ptr<Component> component = std::make_unique<Adapter>(host, construct<T>(config));
        if (config_call.configuration_refused()) return LL_FAILED;
        *out_self = component.release();
        return LL_PASS;
    });
}

inline ll_verdict handle_component(void* self, ll_operation operation, ll_call* raw_call) {
    auto* component = static_cast<Component*>(self);
    return guarded(component->host(), raw_call, [&] {
        Call call(component->host(), raw_call);
        return component->handle(operation, call);
    });
}

inline void destroy_component(void* self) { delete static_cast<Component*>(self); }

} // namespace ledgerline::detail

#endif
