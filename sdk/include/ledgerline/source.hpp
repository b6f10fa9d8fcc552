// A source reads messages from a system: by polling, by receiving callbacks, or both. It owns no socket and no state but
// its cursor, which the engine stores together with the messages.
#ifndef LEDGERLINE_SOURCE_HPP
#define LEDGERLINE_SOURCE_HPP

#include "ledgerline/component.hpp"
#include "ledgerline/http.hpp"
#include "ledgerline/listing.hpp"
#include "ledgerline/prepare.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ledgerline {

class Poll {
public:
    explicit Poll(Call& call) : call_(&call) {}

    Call& call() const { return *call_; }
    // Where the last poll stopped; missing in the first one. What is written to it is stored with the emitted messages in
    // one commit, or not at all: after a failure the next poll starts from the old one.
    Node cursor() const { return call_->root()["cursor"]; }
    template <class Value> void set_cursor(const Value& value) const { cursor().set(value); }
    // About how many messages the engine wants.
    std::int64_t limit() const { return call_->root()["limit"].integer_or(50); }
    // True: poll again at once, there is more.
    void set_more(bool more) const { call_->root()["more"].set(more); }

    // Keys that callbacks have named since the last poll that passed (Receive::signal), each once. They are forgotten when
    // this one passes: what is not read now belongs into the cursor.
    std::vector<std::string> signals() const {
        std::vector<std::string> keys;
        for (const Node signal : call_->root()["signals"].elements_or_none()) keys.emplace_back(signal["key"].text());
        return keys;
    }

    // The other system asks for a pause, or had trouble after something could be read: no poll before it is over.
    void set_pause(std::int64_t ms) const { call_->root()["retry_after_ms"].set(ms); }

    // A new, empty object to make a body in.
    Node new_body() const { return call_->scratch("bodies").append(); }
    // `time` is ISO 8601 UTC. A body that came before with the same content is no new message, so an overlap is harmless.
    // False: the body does not fit its schema; the engine has opened an exception for this key, go on with the next.
    bool emit(std::string_view type, std::string_view key, std::string_view time, const Node& body) { return call_->emit(type, key, time, body); }

private:
    Call* call_;
};

class Receive {
public:
    explicit Receive(Call& call) : call_(&call) {}

    Call& call() const { return *call_; }
    std::string_view method() const { return request()["method"].text(); }
    std::string_view path() const { return request()["path"].text(); }
    // The name in lower case; "" if there is no such header.
    std::string_view header(std::string_view name) const { return request()["headers"][name].text_or(""); }
    // The body, byte for byte: what a signature is made over.
    std::string_view text() const { return request()["text"].text_or(""); }
    // The body as a tree. RefusedError if it is not JSON.
    Node json() const {
        const Node place = call_->scratch("received");
        place.set_json(text());
        return place;
    }

    Node new_body() const { return call_->scratch("bodies").append(); }
    bool emit(std::string_view type, std::string_view key, std::string_view time, const Node& body) { return call_->emit(type, key, time, body); }
    // Whoever calls knows this secret of the connection (its placeholder, Config::secret): it sent the secret itself, ...
    bool knows(std::string_view secret, std::string_view proof) const { return call_->authenticate("equal", secret, "", proof); }
    // ... or signed the content with it. Both are compared in constant time.
    bool signed_with(std::string_view secret, std::string_view content, std::string_view base64_hmac_sha256) const {
        return call_->authenticate("hmac-sha256-base64", secret, content, base64_hmac_sha256);
    }
    // The thing with this key is to be read: handed to the next poll, which begins at once. Durable before the caller is answered.
    void signal(std::string_view key) const { call_->root()["signals"].append()["key"].set(key); }
    // The answer to the caller; 200 without text where nothing is said.
    void respond(int status, std::string_view text = {}) const {
        const Node response = call_->root()["response"];
        response["status"].set(status);
        response["text"].set(text);
    }

private:
    Node request() const { return call_->root()["request"]; }
    Call* call_;
};

class Source {
public:
    Source() = default;
    virtual ~Source() = default;
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;

    // Verdicts: pass, retry_after.
    virtual Verdict poll(Poll&) { return unsupported(); }
    // Verdicts: pass, drop (not authentic), retry_after.
    virtual Verdict receive(Receive&) { return unsupported(); }
    // Verdicts: pass, retry_after.
    virtual Verdict list(List&) { return unsupported(); }
    // For what a source needs in its system before it can read. Verdicts: pass, retry_after, failed.
    virtual Verdict prepare(Prepare&) { return unsupported(); }
};

namespace detail {

class SourceAdapter : public Component {
public:
    SourceAdapter(const ll_host* host, std::unique_ptr<Source> source) : Component(host), source_(std::move(source)) {}

    ll_verdict handle(ll_operation operation, Call& call) override {
        switch (operation) {
        case LL_POLL: {
            Poll poll(call);
            return report(call, source_->poll(poll));
        }
        case LL_RECEIVE: {
            Receive receive(call);
            return report(call, source_->receive(receive));
        }
        case LL_LIST: {
            List list(call);
            return report(call, source_->list(list));
        }
        case LL_PREPARE: {
            Prepare prepare(call);
            return report(call, source_->prepare(prepare));
        }
        default: return LL_UNSUPPORTED;
        }
    }

private:
    std::unique_ptr<Source> source_;
};

} // namespace detail

} // namespace ledgerline

#endif
