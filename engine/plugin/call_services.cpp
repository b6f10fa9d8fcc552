// What a component asks of the engine during a call: to take a message, to look something up, to send a request.
#include "base/clock.hpp"
#include "plugin/call.hpp"
#include "plugin/operation.hpp"
#include "plugin/paths.hpp"
#include "plugin/reserved_text.hpp"
#include "plugin/work_note.hpp"
#include "plugin/weight.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace ledgerline::plugin {

namespace {

using message::Value;

constexpr std::size_t emitted_max = 10'000;
constexpr std::size_t emitted_weight_max = std::size_t{256} * 1024 * 1024;
constexpr std::size_t source_key_size_max = 200;
constexpr std::size_t type_size_max = 64;

bool may_emit(ll_operation operation) { return operation == LL_POLL || operation == LL_RECEIVE || operation == LL_LIST; }
// A rule decides by its input alone, so that a replay decides the same; a component is created before the network is needed.
bool may_send(ll_operation operation, ComponentKind kind) { return kind != ComponentKind::rule && operation != creating && operation != LL_APPLY; }

} // namespace

std::string Call::refusal_of(const std::string& type, const std::string& source_time, const Value& body) const {
    if (!body.is_object()) return fmt::format("the body is {}, not an object", name_of(body.kind()));
    if (!source_time.empty() && !base::parse_time(source_time)) return fmt::format("its time \"{}\" is not ISO 8601 (write 2026-11-23T08:15:30Z)", source_time);
    if (holds_reserved_value(body)) return "it holds the text \"${secret:\", which stands for secrets here; a blank was put into it";
    // A summary is not a canonical document: LIST emits what is needed to compare.
    return operation_ == LL_LIST || !mandate_.services.schema ? std::string() : mandate_.services.schema(type, body);
}

ll_status Call::emit(const ll_text& type, const ll_text& source_key, const ll_text& source_time, const ll_at& body) {
    if (!may_emit(operation_)) return fail(LL_REFUSED, fmt::format("messages are not emitted in {}", operation_name(operation_)));
    std::string_view type_name, key, time;
    if (!accept(type, "the type", type_name) || !accept(source_key, "the source key", key) || !accept(source_time, "the source time", time))
        return fault_.status;
    if (type_name.empty() || type_name.size() > type_size_max) return fail(LL_REFUSED, fmt::format("the type must have 1 to {} bytes", type_size_max));
    if (key.empty() || key.size() > source_key_size_max) return fail(LL_REFUSED, fmt::format("the source key must have 1 to {} bytes", source_key_size_max));
    const auto& declared = mandate_.manifest.emits;
    if (operation_ != LL_LIST && std::find(declared.begin(), declared.end(), type_name) == declared.end())
        return fail(LL_REFUSED, fmt::format("the type \"{}\" is not among those that the component's manifest declares in \"emits\"", type_name));
    if (emitted_.size() >= emitted_max) return fail(LL_REFUSED, fmt::format("{} messages were emitted in this call; that is the limit: set /more and go on in the next", emitted_max));

    ll_status status = LL_OK;
    const Value* found = find(body, status);
    if (!found) return status;
    const std::size_t weight = weight_of(*found);
    if (emitted_weight_ + weight > emitted_weight_max)
        return fail(LL_REFUSED, fmt::format("the messages of this call take more than {} MiB: set /more and go on in the next", emitted_weight_max / 1024 / 1024));
    copy_what_is_lent();
    Emitted emitted{std::string(type_name), std::string(key), std::string(time), {}, {}};
    emitted.refusal = refusal_of(emitted.type, emitted.source_time, *found);
    auto refusal = emitted.refusal;
    emitted_weight_ += weight;
    emitted_.push_back(std::move(emitted));
    lent_ = Lent{body.path, {body.index, body.index + body.index_count}};
    if (!refusal.empty()) {
        copy_what_is_lent();
        neutralise_reserved_text(emitted_.back().body);
    }
    return refusal.empty() ? ok() : fail(LL_ERROR, std::move(refusal));
}

bool Call::is_lent(const ll_at& at) const {
    return lent_ && lent_->path == at.path && std::equal(lent_->indices.begin(), lent_->indices.end(), at.index, at.index + at.index_count);
}

void Call::copy_what_is_lent() {
    if (!lent_) return;
    emitted_.back().body = *message::find(paths(), std::as_const(document_), {lent_->path, lent_->indices}).value; // nothing was written since
    lent_.reset();
}

ll_status Call::lookup(const ll_text& table, const ll_text& key, const ll_at& into) {
    if (!mandate_.services.reference || operation_ == creating) return fail(LL_REFUSED, "there is no reference data for this component here");
    std::string_view table_name, checked_key;
    if (!accept(table, "the name of the table", table_name) || !accept(key, "the key", checked_key)) return fault_.status;
    if (is_malformed(into)) return fail(LL_BAD_PATH, "the pointer to the indices is null");
    if (!paths().step(into.path)) return fail_walk(into, message::Walk::bad_path);
    if (!paths().covers(paths().intern("/scratch"), into.path)) return fail_at(into, LL_REFUSED, "what is looked up is put below /scratch");
    std::optional<Value> row;
    try {
        row = mandate_.services.reference->lookup(table_name, checked_key);
    } catch (const std::out_of_range&) {
        return fail(LL_REFUSED, fmt::format("there is no reference table \"{}\"", table_name));
    }
    if (!row) return fail(LL_ABSENT, fmt::format("reference table \"{}\" has no key \"{}\"", table_name, checked_key));
    return put(into, std::move(*row), Right::free);
}

ll_status Call::http(const ll_at& request, const ll_at& response) {
    if (!may_send(operation_, mandate_.manifest.kind)) return fail(LL_REFUSED, fmt::format("a {} sends no requests in {}", name_of(mandate_.manifest.kind), operation_name(operation_)));
    if (!mandate_.services.http) return fail(LL_REFUSED, "this component has no connection");
    ll_status status = LL_OK;
    const Value* found = find(request, status);
    if (!found) return status;
    const Value sent = *found;
    // Before the request leaves: an answer that has no place to go would be lost.
    if (status = write(response, nullptr); status != LL_OK) return status;
    WorkNote::is_alive();
    Value answer = mandate_.services.http->exchange(sent);
    WorkNote::is_alive();
    if (status = write(response, std::move(answer)); status == LL_OK) return status;
    // The request is out, so "refused" would be a lie that makes a sink try again.
    return write(response, Value::object({{"outcome", "no-answer"}, {"status", 0}, {"headers", Value::object()}, {"error", "an answer came that is too large for this call"}}));
}

ll_status Call::authenticate(const ll_text& method, const ll_text& secret, const ll_text& content, const ll_text& proof) {
    if (!mandate_.services.http) return fail(LL_REFUSED, "this component has no connection");
    std::string_view method_name, placeholder, signed_content, presented;
    if (!accept(method, "the method", method_name) || !accept(secret, "the secret", placeholder) || !accept(content, "the content", signed_content) ||
        !accept(proof, "the proof", presented))
        return fault_.status;
    try {
        return mandate_.services.http->is_proven(method_name, placeholder, signed_content, presented) ? ok() : fail(LL_ABSENT, "the proof does not fit");
    } catch (const std::invalid_argument& error) {
        return fail(LL_REFUSED, error.what());
    }
}

std::int64_t Call::now_ms() const { return operation_ == LL_APPLY ? started_at_ : mandate_.services.clock->now(); }

std::int32_t Call::stopping() const { return mandate_.services.stopping && mandate_.services.stopping->load(std::memory_order_relaxed) ? 1 : 0; }

} // namespace ledgerline::plugin
