// A sink makes documents of messages in another system. Sink takes one delivery at a time; BatchSink takes many at once,
// for systems where that is cheaper. Each delivery gets its own answer, whatever happens to its neighbours.
//
// If a sink throws, the answer depends on what had left by then: after a request that may have changed something the outcome
// is unknown, and the engine looks it up; before, the delivery is rejected with the text.
#ifndef LEDGERLINE_SINK_HPP
#define LEDGERLINE_SINK_HPP

#include "ledgerline/component.hpp"
#include "ledgerline/delivery.hpp"
#include "ledgerline/http.hpp"
#include "ledgerline/listing.hpp"
#include "ledgerline/prepare.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace ledgerline {

// What every sink may offer beside deliveries.
class SinkBase {
public:
    SinkBase() = default;
    virtual ~SinkBase() = default;
    SinkBase(const SinkBase&) = delete;
    SinkBase& operator=(const SinkBase&) = delete;

    // Verdicts: pass, retry_after, failed.
    virtual Verdict prepare(Prepare&) { return unsupported(); }
    // Verdicts: pass, retry_after.
    virtual Verdict list(List&) { return unsupported(); }
};

class Sink : public SinkBase {
public:
    virtual DeliveryResult deliver(Delivery& delivery) = 0;
    // A sink that cannot look up by idempotency key leaves it out: the engine then asks a person, it never guesses.
    virtual std::optional<ProbeResult> probe(Delivery&) { return std::nullopt; }
};

// The deliveries of one call with room for their answers. What has none when the sink returns is answered by the barrier:
// unknown if something had left, else rejected.
class Batch {
public:
    enum class Purpose { deliver, probe };

    Batch(Call& call, Purpose purpose) : call_(&call), purpose_(purpose), size_(call.root()["deliveries"].count()) {
        const Node results = call.root()["results"];
        results.erase();
        for (std::uint64_t i = 0; i < size_; ++i) results.append();
    }

    Call& call() const { return *call_; }
    std::uint64_t size() const { return size_; }
    Delivery operator[](std::uint64_t index) const { return Delivery(*call_, index); }
    // In any order; the last answer for a delivery counts.
    void set(std::uint64_t index, const DeliveryResult& result) { write(index, result); }
    void set(std::uint64_t index, const ProbeResult& result) { write(index, result); }
    void set(std::uint64_t index, const Unconfirmed& answer) { write(index, DeliveryResult(answer)); }
    void set(std::uint64_t index, const RetryLater& later) {
        if (purpose_ == Purpose::probe) write(index, ProbeResult(later));
        else write(index, DeliveryResult(later));
    }
    bool is_answered(std::uint64_t index) const { return result(index)["verdict"].exists(); }
    // Nothing is sent over the whole connection for so long: the other system asked for it.
    void pause_connection(std::int64_t ms) const { call_->root()["pause_ms"].set(ms); }

    class Iterator {
    public:
        Iterator(const Batch* batch, std::uint64_t index) : batch_(batch), index_(index) {}
        Delivery operator*() const { return (*batch_)[index_]; }
        Iterator& operator++() { ++index_; return *this; }
        friend bool operator!=(const Iterator& a, const Iterator& b) { return a.index_ != b.index_; }

    private:
        const Batch* batch_;
        std::uint64_t index_;
    };
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, size_}; }

private:
    Node result(std::uint64_t index) const { return call_->root()["results"][index]; }

    template <class Result>
    void write(std::uint64_t index, const Result& answer) {
        const Node to = result(index);
        to.set_json("{}");
        to["verdict"].set(answer.verdict());
        if (const auto& receipt = answer.receipt()) {
            const Node made = to["receipt"];
            made["id"].set(receipt->id);
            made["number"].set(receipt->number);
            made["amount"].set(receipt->amount ? receipt->amount->text() : std::string());
            made["currency"].set(receipt->currency);
            for (const NeverLeft& units : receipt->never_left) {
                const Node row = made["never_left"].append();
                row["line_id"].set(units.line_id);
                row["quantity"].set(units.quantity.text());
            }
        }
        if (answer.retry_after_ms() > 0) to["retry_after_ms"].set(answer.retry_after_ms());
        const Reason& reason = answer.reason();
        if (!reason.code.empty()) to["code"].set(reason.code);
        if (!reason.message.empty()) to["message"].set(reason.message);
        if (!reason.facts.shared_subject().empty()) to["subject"].set(reason.facts.shared_subject());
        if (!reason.facts.empty()) to["facts"].set_json(reason.facts.json());
    }

    Call* call_;
    Purpose purpose_;
    std::uint64_t size_;
};

class BatchSink : public SinkBase {
public:
    // Answers each delivery with batch.set(index, delivered(...)). Verdicts: pass (see the answers), retry_after (nothing of
    // the whole batch was sent), failed.
    virtual Verdict deliver(Batch& batch) = 0;
    // Answers each with batch.set(index, found(...) | absent() | unknown(...)).
    virtual Verdict probe(Batch&) { return unsupported(); }
};

namespace detail {

// PREPARE and LIST, the same for both kinds.
inline ll_verdict handle_sink_extras(SinkBase& sink, ll_operation operation, Call& call) {
    if (operation == LL_PREPARE) {
        Prepare prepare(call);
        return report(call, sink.prepare(prepare));
    }
    if (operation == LL_LIST) {
        List list(call);
        return report(call, sink.list(list));
    }
    return LL_UNSUPPORTED;
}

// What an exception means for a delivery.
inline DeliveryResult delivery_failure(bool may_have_acted, const std::string& text) {
    if (may_have_acted) return unknown(code_of_failure, "{}", text);
    return rejected(code_of_failure, "{}", text);
}

class SinkAdapter : public Component {
public:
    SinkAdapter(const ll_host* host, std::unique_ptr<Sink> sink) : Component(host), sink_(std::move(sink)) {}

    ll_verdict handle(ll_operation operation, Call& call) override {
        if (operation == LL_DELIVER) return deliver(call);
        if (operation == LL_PROBE) return probe(call);
        return handle_sink_extras(*sink_, operation, call);
    }

private:
    ll_verdict deliver(Call& call) const {
        Batch batch(call, Batch::Purpose::deliver);
        for (Delivery delivery : batch) {
            if (delivery.index() > 0 && call.stopping()) {
                batch.set(delivery.index(), retry_after(0, "the engine is stopping"));
                continue;
            }
            const std::uint64_t before = call.requests_that_may_have_acted();
            batch.set(delivery.index(), answer_to(delivery, [&] { return call.requests_that_may_have_acted() != before; }));
        }
        return LL_PASS;
    }

    // One delivery's exception is its own answer and leaves its neighbours alone.
    template <class MayHaveActed>
    DeliveryResult answer_to(Delivery& delivery, const MayHaveActed& may_have_acted) const {
        try {
            return sink_->deliver(delivery);
        } catch (const std::exception& error) {
            return delivery_failure(may_have_acted(), error.what());
        } catch (...) {
            return delivery_failure(may_have_acted(), "the plugin threw something that is not a std::exception");
        }
    }

    ll_verdict probe(Call& call) const {
        Batch batch(call, Batch::Purpose::probe);
        for (Delivery delivery : batch) {
            try {
                const std::optional<ProbeResult> answer = sink_->probe(delivery);
                if (!answer) return LL_UNSUPPORTED;
                batch.set(delivery.index(), *answer);
            } catch (const std::exception& error) {
                batch.set(delivery.index(), unknown(code_of_failure, "{}", error.what()));
            } catch (...) {
                batch.set(delivery.index(), unknown(code_of_failure, "the plugin threw something that is not a std::exception"));
            }
        }
        return LL_PASS;
    }

    std::unique_ptr<Sink> sink_;
};

class BatchSinkAdapter : public Component {
public:
    BatchSinkAdapter(const ll_host* host, std::unique_ptr<BatchSink> sink) : Component(host), sink_(std::move(sink)) {}

    ll_verdict handle(ll_operation operation, Call& call) override {
        if (operation == LL_DELIVER) {
            Batch batch(call, Batch::Purpose::deliver);
            return answered(batch, [&] { return sink_->deliver(batch); }, delivery_failure);
        }
        if (operation == LL_PROBE) {
            Batch batch(call, Batch::Purpose::probe);
            return answered(batch, [&] { return sink_->probe(batch); }, [](bool, const std::string& text) { return unknown(code_of_failure, "{}", text); });
        }
        return handle_sink_extras(*sink_, operation, call);
    }

private:
    // Whatever happens in the middle of a batch, the answers that were given stay, and the rest gets a true one.
    template <class Work, class Failure>
    static ll_verdict answered(Batch& batch, const Work& work, const Failure& failure) {
        std::string text = "the sink gave no answer for this delivery";
        try {
            const Verdict verdict = work();
            if (!verdict.passed()) return report(batch.call(), verdict);
        } catch (const std::exception& error) {
            text = error.what();
        } catch (...) {
            text = "the plugin threw something that is not a std::exception";
        }
        const bool may_have_acted = batch.call().requests_that_may_have_acted() != 0;
        for (std::uint64_t i = 0; i < batch.size(); ++i)
            if (!batch.is_answered(i)) batch.set(i, failure(may_have_acted, text));
        return LL_PASS;
    }

    std::unique_ptr<BatchSink> sink_;
};

} // namespace detail

} // namespace ledgerline

#endif
