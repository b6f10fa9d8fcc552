// Writes to the document of a call: rights, limits and the record come first, so that a refused write leaves no trace.
#include "message/json.hpp"
#include "plugin/call.hpp"
#include "plugin/paths.hpp"
#include "plugin/reserved_text.hpp"
#include "plugin/weight.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace ledgerline::plugin {

namespace {

using message::Value;
using message::Walk;

constexpr std::size_t growth_max = std::size_t{64} * 1024 * 1024;
// A document that is stored is read again by the parser, which has this limit.
constexpr std::size_t depth_max = 64;

} // namespace

ll_status Call::check_right(const ll_at& at, Right right) {
    if (right != Right::refused) return LL_OK;
    if (!paths().step(at.path)) return fail_walk(at, Walk::bad_path);
    if (mandate_.services.log && mandate_.rights.is_first_refusal(at.path))
        mandate_.services.log->warning("a rule tried to write outside its declared paths",
                                       {{"component", mandate_.component}, {"path", paths().pattern(at.path)}});
    return fail_at(at, LL_REFUSED, "it is outside the paths that the component's manifest declares in \"writes\"");
}

ll_status Call::check_growth(const ll_at& at, std::size_t before, std::size_t after) {
    if (after > before && grown_ + (after - before) > shrunk_ + growth_max)
        return fail_at(at, LL_REFUSED, fmt::format("the document would grow by more than {} MiB in this call", growth_max / 1024 / 1024));
    return LL_OK;
}

ll_status Call::put(const ll_at& at, Value value, Right right) {
    const bool takes_it_away = value.is_null() && is_lent(at);
    if (!takes_it_away) copy_what_is_lent();
    const auto address = address_of(at);
    const auto present = message::find(paths(), document_, address);
    const std::size_t before = present.value ? weight_of(*present.value) : 0, after = weight_of(value);
    if (const auto status = check_growth(at, before, after); status != LL_OK) return status;
    if (right == Right::recorded) {
        if (holds_reserved_text(value)) return fail_at(at, LL_REFUSED, "a secret of the deployment stands in it, and secrets do not go into messages");
        if (!changes_.has_room(present.value)) return fail_at(at, LL_REFUSED, "the rule has changed too much in one call");
        if (const auto* step = paths().step(at.path); step && !message::is_within_depth(value, depth_max - std::min(step->depth, depth_max)))
            return fail_at(at, LL_REFUSED, fmt::format("the document would be nested deeper than {}", depth_max));
    }
    const auto place = message::ensure(paths(), document_, address);
    if (place.walk != Walk::ok) return fail_walk(at, place.walk);
    if (right == Right::recorded) changes_.writing(document_, message::pointer_text(paths(), document_, address), present.walk == Walk::ok ? place.value : nullptr);
    if (takes_it_away) {
        emitted_.back().body = std::move(*place.value);
        lent_.reset();
    }
    *place.value = std::move(value);
    grown_ += after;
    shrunk_ += before;
    return ok();
}

ll_status Call::write(const ll_at& at, Value value) {
    if (is_malformed(at)) return fail(LL_BAD_PATH, "the pointer to the indices is null");
    const Right right = mandate_.rights.of(at.path);
    if (const auto status = check_right(at, right); status != LL_OK) return status;
    return put(at, std::move(value), right);
}

ll_status Call::write_text(const ll_at& at, const ll_text& text) {
    std::string_view checked;
    return accept(text, "the text", checked) ? write(at, checked) : fault_.status;
}

ll_status Call::write_number(const ll_at& at, const ll_text& literal) {
    std::string_view checked;
    if (!accept(literal, "the number", checked)) return fault_.status;
    try {
        return write(at, Value::number(checked));
    } catch (const std::invalid_argument& error) {
        return fail_at(at, LL_ERROR, error.what());
    }
}

ll_status Call::write_json(const ll_at& at, const ll_text& json) {
    std::string_view checked;
    if (!accept(json, "the JSON text", checked)) return fault_.status;
    try {
        return write(at, message::parse_json(checked));
    } catch (const message::JsonError& error) {
        return fail_at(at, LL_ERROR, error.what());
    }
}

ll_status Call::copy(const ll_at& from, const ll_at& to) {
    ll_status status = LL_OK;
    const Value* value = find(from, status);
    // By value: the place to write to may lie inside what is copied, or the other way round.
    return value ? write(to, Value(*value)) : status;
}

ll_status Call::append(const ll_at& at, std::uint64_t* out_index) {
    if (is_malformed(at)) return fail(LL_BAD_PATH, "the pointer to the indices is null");
    const Right right = mandate_.rights.of_append(at.path);
    if (const auto status = check_right(at, right); status != LL_OK) return status;
    copy_what_is_lent();
    const auto address = address_of(at);
    const auto present = message::find(paths(), document_, address);
    if (present.value && !present.value->is_null() && !present.value->is_array()) return fail_at(at, LL_WRONG_KIND, "no array is there");
    Value element = Value::object();
    const std::size_t weight = weight_of(element);
    if (const auto status = check_growth(at, 0, weight); status != LL_OK) return status;
    if (right == Right::recorded) {
        if (!changes_.has_room(nullptr)) return fail_at(at, LL_REFUSED, "the rule has changed too much in one call");
        if (present.value || present.walk == Walk::absent) {
            const auto place = message::ensure(paths(), document_, address);
            if (place.walk != Walk::ok) return fail_walk(at, place.walk);
            const auto pointer = message::pointer_text(paths(), document_, address);
            changes_.writing(document_, fmt::format("{}/{}", pointer, place.value->size()), nullptr);
        }
    }
    std::uint64_t index = 0;
    const auto walk = message::append(paths(), document_, address, std::move(element), index);
    if (walk != Walk::ok) return fail_walk(at, walk);
    *out_index = index;
    grown_ += weight;
    return ok();
}

ll_status Call::erase(const ll_at& at) {
    ll_status status = LL_OK;
    const Right right = is_malformed(at) ? Right::free : mandate_.rights.of(at.path);
    if (status = check_right(at, right); status != LL_OK) return status;
    const Value* present = find(at, status);
    if (!present) return status;
    copy_what_is_lent();
    if (at.path == LL_ROOT) return fail(LL_BAD_PATH, "the whole document cannot be erased");
    if (right == Right::recorded) {
        if (!changes_.has_room(present)) return fail_at(at, LL_REFUSED, "the rule has changed too much in one call");
        changes_.erasing(document_, message::pointer_text(paths(), document_, address_of(at)), *present);
    }
    shrunk_ += weight_of(*present);
    return fail_walk(at, message::erase(paths(), document_, address_of(at)));
}

} // namespace ledgerline::plugin
