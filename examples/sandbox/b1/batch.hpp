// $batch: parts one after the other, change sets as one transaction, the end at the first failure.
#pragma once

#include "b1/batch_parts.hpp"
#include "b1/call.hpp"
#include "b1/state.hpp"

#include <functional>

namespace ledgerline::sandbox::b1 {

class Batch {
public:
    // `answer` executes one call and throws Refusal; `error` is the answer to a refused one.
    using Answer = std::function<base::HttpResponse(const Call&)>;
    using Error = std::function<base::HttpResponse(const Call&, const Refusal&)>;
    // Ends a transaction: commit or roll back.
    using Finish = std::function<void(bool commit)>;

    Batch(State& state, Answer answer, Error error, Finish finish)
        : state_(state), answer_(std::move(answer)), error_(std::move(error)), finish_(std::move(finish)) {}

    // Throws Refusal for a batch that is malformed as a whole.
    base::HttpResponse run(const Call& call);

private:
    struct Part {
        std::string text;
        bool failed = false;
    };
    Part run_single(const Call& batch, const BatchRequest& request);
    Part run_change_set(const Call& batch, const BatchPart& change_set);
    Call call_of(const Call& batch, const BatchRequest& request) const;
    std::string written(const Call& call, const base::HttpResponse& response, const std::string& content_id) const;
    std::string unique(const char* prefix);

    State& state_;
    Answer answer_;
    Error error_;
    Finish finish_;
};

} // namespace ledgerline::sandbox::b1
