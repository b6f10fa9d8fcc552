// HTTP over the component's connection. The engine owns sockets, limits, timeouts, TLS and secrets; a component says what
// to send and reads the answer as a tree.
//
//   Http http(call);
//   Response answer = http.send(Request::get("/orders").query("page", 2));
//   if (!answer.answered()) ...
//   for (Node order : answer.json()) ...
#ifndef LEDGERLINE_HTTP_HPP
#define LEDGERLINE_HTTP_HPP

#include "ledgerline/call.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ledgerline {

// A value: build it, send it, send it again. The path is relative to the connection's base URL; the engine
// percent-encodes the path and every query value, so pass plain text.
class Request {
public:
    Request(std::string_view method, std::string_view path) : method_(method), path_(path) {}
    static Request get(std::string_view path) { return Request("GET", path).read_only(); }
    static Request post(std::string_view path) { return {"POST", path}; }
    static Request put(std::string_view path) { return {"PUT", path}; }
    static Request patch(std::string_view path) { return {"PATCH", path}; }
    static Request remove(std::string_view path) { return {"DELETE", path}; }

    Request& query(std::string_view name, std::string_view value) & { query_.emplace_back(name, value); return *this; }
    Request& header(std::string_view name, std::string_view value) & { headers_.emplace_back(name, value); return *this; }
    // The body: a subtree of the document, which is copied when the request is sent; JSON text; or any other text, with its
    // Content-Type in a header. The last one given counts.
    Request& json(const Node& body) & { body_ = body; text_.reset(); json_text_.reset(); return *this; }
    Request& json_text(std::string_view body) & { json_text_ = std::string(body); body_.reset(); text_.reset(); return *this; }
    Request& text(std::string_view body) & { text_ = std::string(body); body_.reset(); json_text_.reset(); return *this; }
    // It changes nothing on the other side that matters, whatever its method is (a login, a preview): safe to repeat, and a
    // lost answer loses nothing.
    Request& read_only(bool value = true) & { read_only_ = value; return *this; }

    // The same on a temporary, so that a request can be built in one expression.
    Request query(std::string_view name, std::string_view value) && { return std::move(query(name, value)); }
    template <class Integer, std::enable_if_t<std::is_integral_v<Integer>, int> = 0>
    Request query(std::string_view name, Integer value) && { return std::move(query(name, std::to_string(value))); }
    template <class Integer, std::enable_if_t<std::is_integral_v<Integer>, int> = 0>
    Request& query(std::string_view name, Integer value) & { return query(name, std::to_string(value)); }
    Request header(std::string_view name, std::string_view value) && { return std::move(header(name, value)); }
    Request json(const Node& body) && { return std::move(json(body)); }
    Request json_text(std::string_view body) && { return std::move(json_text(body)); }
    Request text(std::string_view body) && { return std::move(text(body)); }
    Request read_only(bool value = true) && { return std::move(read_only(value)); }

    const std::string& method() const { return method_; }
    const std::string& path() const { return path_; }
    bool is_read_only() const { return read_only_; }

    // Writes the contract's request object.
    void write(const Node& to) const {
        to["method"].set(method_);
        to["path"].set(path_);
        to["read_only"].set(read_only_);
        for (const auto& [name, value] : query_) to["query"][name].set(value);
        for (const auto& [name, value] : headers_) to["headers"][name].set(value);
        if (body_) to["json"].copy_from(*body_);
        if (json_text_) to["json"].set_json(*json_text_);
        if (text_) to["text"].set(*text_);
    }

private:
    std::string method_, path_;
    std::vector<std::pair<std::string, std::string>> query_, headers_;
    std::optional<Node> body_;
    std::optional<std::string> json_text_, text_;
    bool read_only_ = false;
};

// An answer, or the lack of one. Its tree stays in the call's document until the component returns or calls discard().
class Response {
public:
    explicit Response(Node exchange) : exchange_(exchange), node_(exchange["response"]), outcome_(node_["outcome"].text()) {}

    // A usable HTTP answer of any status came.
    bool answered() const { return outcome_ == "answered"; }
    // Certainly nothing left: later is safe.
    bool not_sent() const { return outcome_ == "not-sent"; }
    // It left, or may have left, and nothing usable came back: look it up before anything else.
    bool no_answer() const { return !answered() && !not_sent(); }
    std::string_view outcome() const { return outcome_; }
    // Why there is no answer, or why an answer is not JSON: plain words.
    std::string_view error() const { return node_["error"].text_or(""); }

    // 0 without an answer.
    int status() const { return static_cast<int>(node_["status"].integer_or(0)); }
    // Answered with 2xx.
    bool ok() const { return answered() && status() >= 200 && status() < 300; }
    // The name in lower case; "" if the answer has no such header.
    std::string_view header(std::string_view name) const { return node_["headers"][name].text_or(""); }

    bool has_json() const { return node_["json"].exists(); }
    // The body as a tree; what it has not, throws when it is read.
    Node json() const { return node_["json"]; }
    // The body where it is no JSON; "" otherwise.
    std::string_view text() const { return node_["text"].text_or(""); }

    // Gives the room of a large answer back before the call ends. Nodes of it are absent from then on.
    void discard() const { exchange_.set_null(); }

private:
    Node exchange_, node_;
    std::string_view outcome_;
};

class Http {
public:
    explicit Http(Call& call) : call_(&call) {}

    // One exchange. Throws RefusedError if this operation may not use HTTP or the request is malformed.
    Response send(const Request& request) {
        const Node exchange = call_->scratch("http").append();
        const Node to = exchange["request"];
        request.write(to);
        const ll_status status = call_->host()->http(call_->handle(), to.at(), exchange["response"].at());
        if (status != LL_OK) {
            if (status == LL_ERROR && !request.is_read_only()) call_->note_request_that_may_have_acted();
            const std::string reason(from_host(call_->host()->last_error(call_->handle())));
            throw RefusedError(format("{} {}: {}", request.method(), request.path(), reason.empty() ? std::string("the host refused") : reason), to.place(),
                               to.pointer(), status);
        }
        const Response response(exchange);
        if (!request.is_read_only() && !response.not_sent()) call_->note_request_that_may_have_acted();
        return response;
    }

private:
    Call* call_;
};

} // namespace ledgerline

#endif
