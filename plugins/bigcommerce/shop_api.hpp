// Requests to the store, and what their answers mean for the flow. v2 and v3 have different error shapes, empty lists and
// pages; the difference ends here.
#pragma once

#include <ledgerline/http.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace bigcommerce {

// "/scratch/http/10/response/json/0/quantity: nothing is there" says where in our own memory; people look into the answer.
std::string about_answer(std::string problem);

// The store cannot be read now, or not with this account. `again_ms` >= 0: later it will; the message is for people.
struct ShopProblem : std::runtime_error {
    enum class Kind {
        unavailable, // outage, or an answer that no store gives
        rate_limit,
        refused      // wrong token, missing scope: later changes nothing
    };
    ShopProblem(Kind kind_, std::int64_t again_ms_, const std::string& message) : std::runtime_error(message), kind(kind_), again_ms(again_ms_) {}
    Kind kind;
    std::int64_t again_ms;
};

// A request that may have changed something left, and what became of it is not known: to be looked up.
struct Unanswered : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// One thing that was asked for is not there or was refused; the store itself is well.
struct ResourceProblem : std::runtime_error {
    ResourceProblem(int status_, const std::string& message, std::string words_ = {}) : std::runtime_error(message), status(status_), words(std::move(words_)) {}
    int status;
    std::string words; // all that the store said, uncut: some refusals name what is wrong there and nowhere else
};

// Names and values of a list's filters.
using Filters = std::vector<std::pair<std::string, std::string>>;

class ShopApi {
public:
    // `token` is a placeholder; the engine puts the secret in.
    explicit ShopApi(std::string token) : token_(std::move(token)) {}

    // An answer with a tree; nothing for 204. Throws ShopProblem or ResourceProblem.
    std::optional<ledgerline::Response> get(ledgerline::Call& call, ledgerline::Request request);
    // PUT, POST and DELETE. Returned: the store did it; nothing where it answers without a body. Throws the same, each of them for
    // certain before anything was done, and Unanswered.
    std::optional<ledgerline::Response> change(ledgerline::Call& call, ledgerline::Request request);
    // Every element of a v2 list, page after page, until a short or empty one. `visit` sees each element once.
    void each(ledgerline::Call& call, const std::string& path, const std::string& query_name, const std::string& query_value,
              const std::function<void(const ledgerline::Node&)>& visit);
    // Every element of a v3 list ({data, meta}).
    void each_v3(ledgerline::Call& call, const std::string& path, const std::function<void(const ledgerline::Node&)>& visit) { each_v3(call, path, {}, visit); }
    void each_v3(ledgerline::Call& call, const std::string& path, const Filters& filters, const std::function<void(const ledgerline::Node&)>& visit);
    // A list has no page after one with so many rows.
    static bool is_last(std::uint64_t rows) { return rows < page_size && (rows == 0 || rows % page_step != 0); }
    static constexpr std::uint64_t page_size = 250;

    // The account's quota is nearly used up: finish what was begun and come back. Other clients share the quota.
    bool should_pause() const { return requests_left_ >= 0 && requests_left_ <= keep_free(); }
    std::int64_t window_resets_in_ms() const { return resets_in_ms_; }
    // A poll begins: what was said at the end of the last one is out of date.
    void forget_limits() { requests_left_ = -1; }

private:
    // What every answer may mean, whatever was asked. Returned: an answer with 2xx.
    ledgerline::Response send(ledgerline::Call& call, ledgerline::Request& request);
    void note_limits(const ledgerline::Response& answer);

    static constexpr std::uint64_t page_step = 50; // a store may cut pages to a multiple of this, whatever was asked for
    static constexpr int pages_max = 400;           // 100,000 rows of one order: beyond that somebody plays with us
    static constexpr std::int64_t keep_free_max = 10; // requests that are left to the other clients of the store
    // Of a small quota a small part only, or nothing would ever be read.
    std::int64_t keep_free() const { return quota_ < 0 ? keep_free_max : std::min(keep_free_max, quota_ / 10); }

    std::string token_;
    std::int64_t requests_left_ = -1; // unknown until the store says it
    std::int64_t quota_ = -1;         // requests in a window, the same
    std::int64_t resets_in_ms_ = 0;
};

} // namespace bigcommerce
