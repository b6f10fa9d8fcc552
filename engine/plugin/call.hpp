// One invocation of a component, as the host functions see it: its document, the text lent to it, what it changed, emitted and
// explained. Lives on the stack of the thread that runs the component.
//
// A component gets a handle and never a pointer: the handle is a number that is used once in the life of the process, and it
// opens only the call that its own thread is in at that moment. So a handle that a plugin kept, passed to another thread
// or made up cannot reach any memory; it answers LL_REFUSED.
#pragma once

#include "ledgerline/abi.h"
#include "message/walk.hpp"
#include "plugin/arena.hpp"
#include "plugin/change_record.hpp"
#include "plugin/component.hpp"
#include "plugin/write_right.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::plugin {

// The operation of a call in which a component is created: no number of the contract.
inline constexpr ll_operation creating = 0;

// Who is called and with what. Borrowed for the call.
struct Mandate {
    const std::string& component; // its name in the deployment
    const ComponentManifest& manifest;
    const Services& services;
    WriteRights& rights;
    Arena& arena; // empty between two calls
};

class Call {
public:
    Call(const Mandate& mandate, ll_operation operation, message::Value document);
    ~Call();
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    // The call that this thread is in, if that is its handle; else nullptr.
    static Call* of(ll_call* handle) noexcept;
    ll_call* handle() const { return handle_; }

    // Ends the call: the document without /scratch and everything that was collected. The verdict is the caller's to set.
    Outcome finish();

    // The functions of ll_host, with their meaning there. They may throw; the host table is the barrier.
    ll_kind kind(const ll_at& at);
    ll_status count(const ll_at& at, std::uint64_t* out);
    ll_status key(const ll_at& at, std::uint64_t index, ll_text* out);
    ll_status read_text(const ll_at& at, ll_text* out);
    ll_status read_int(const ll_at& at, std::int64_t* out);
    ll_status read_bool(const ll_at& at, std::int32_t* out);
    ll_status read_json(const ll_at& at, ll_text* out);

    ll_status write_text(const ll_at& at, const ll_text& text);
    ll_status write_number(const ll_at& at, const ll_text& literal);
    ll_status write_json(const ll_at& at, const ll_text& json);
    ll_status write(const ll_at& at, message::Value value);
    ll_status copy(const ll_at& from, const ll_at& to);
    ll_status append(const ll_at& at, std::uint64_t* out_index);
    ll_status erase(const ll_at& at);

    ll_status emit(const ll_text& type, const ll_text& source_key, const ll_text& source_time, const ll_at& body);
    ll_status lookup(const ll_text& table, const ll_text& key, const ll_at& into);
    ll_status http(const ll_at& request, const ll_at& response);
    ll_status authenticate(const ll_text& method, const ll_text& secret, const ll_text& content, const ll_text& proof);
    void explain(const ll_text& code, const ll_text& message, const ll_at& where, const ll_at& facts);
    void log(std::int32_t level, const ll_text& message);
    std::int64_t now_ms() const;
    std::int32_t stopping() const;
    ll_text last_error();
    // The place for an answer is a null pointer.
    ll_status without_answer() { return fail(LL_REFUSED, "the pointer to the place of the answer is null"); }
    // A host function failed in a way of its own.
    ll_status broke(std::string_view what) noexcept;

private:
    // Why the last function did not answer LL_OK. The text is made when somebody asks: a component that looks whether an
    // optional member is there does not.
    struct Fault {
        ll_status status = LL_OK;
        message::PathId path = message::no_path;
        std::vector<std::uint64_t> indices;
        std::string text; // what is wrong; of a place if `path` is one
    };

    static bool is_malformed(const ll_at& at) { return at.index_count > 0 && !at.index; }
    static message::Address address_of(const ll_at& at) { return {at.path, {at.index, at.index_count}}; }

    ll_status ok();
    ll_status fail(ll_status status, std::string text);
    ll_status fail_at(const ll_at& at, ll_status status, std::string_view text);
    ll_status fail_walk(const ll_at& at, message::Walk walk);

    // The value there, or nullptr after a fault was noted.
    const message::Value* find(const ll_at& at, ll_status& status);
    ll_status lend(std::string_view text, ll_text* out);
    // The component's text, checked; false after a fault was noted.
    bool accept(const ll_text& text, std::string_view what, std::string_view& out);

    ll_status check_right(const ll_at& at, Right right);
    ll_status check_growth(const ll_at& at, std::size_t before, std::size_t after);
    ll_status put(const ll_at& at, message::Value value, Right right);

    void add_finding(Finding finding);
    std::string refusal_of(const std::string& type, const std::string& source_time, const message::Value& body) const;
    // A body that is emitted stays where it is: most components set it to nothing at once, and then it is not copied. Any other write
    // waits until it was.
    struct Lent {
        message::PathId path;
        std::vector<std::uint64_t> indices;
    };
    bool is_lent(const ll_at& at) const;
    void copy_what_is_lent();

    const Mandate& mandate_;
    const ll_operation operation_;
    message::Value document_;
    ll_call* const handle_;
    Call* const outer_; // a transport in the same process may run another component on this thread
    const std::int64_t started_at_;

    Fault fault_;
    std::size_t grown_ = 0;  // weight that writes added
    std::size_t shrunk_ = 0; // and took away
    ChangeRecord changes_;
    std::vector<Finding> findings_;
    std::size_t findings_cut_ = 0;
    std::vector<Emitted> emitted_;
    std::optional<Lent> lent_; // the body of the last of them
    std::size_t emitted_weight_ = 0;
    std::size_t lines_logged_ = 0;
};

} // namespace ledgerline::plugin
