#include "sandbox_transport.hpp"

#include <algorithm>

namespace ledgerline::simulation {
namespace {

base::Exchange no_answer(const char* why) { return {base::Reach::no_answer, {}, why}; }

// Keys of the change sets in a batch: the rows of the key table that it posts.
std::vector<std::string> keys_of(const std::string& body) {
    std::vector<std::string> keys;
    for (std::size_t at = body.find("\"Code\":\""); at != std::string::npos; at = body.find("\"Code\":\"", at + 1)) {
        const std::size_t from = at + 8;
        keys.push_back(body.substr(from, body.find('"', from) - from));
    }
    return keys;
}

std::string decoded(std::string text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

bool makes_shipment(const base::HttpRequest& request) { return request.method == "POST" && request.target.find("/shipments") != std::string::npos; }

// What all keys begin with that a look-up asks for at once: the payments of an order.
std::string asked_stem(const std::string& target) {
    const std::string words = "startswith(U_LL_Key,'";
    const std::size_t at = target.find(words);
    return at == std::string::npos ? std::string() : target.substr(at + words.size(), target.find('\'', at + words.size()) - at - words.size());
}

} // namespace

base::HttpResponse SandboxTransport::handle(const base::Endpoint& endpoint, const base::HttpRequest& request) {
    if (request.target.find("$batch") != std::string::npos) ++postings_;
    return endpoint.host == "shop.test" ? shop_.handle(request) : company_.handle(request);
}

void SandboxTransport::engine_died() {
    for (const std::string& key : posted_keys_) unconfirmed_[key] = true;
    posted_keys_.clear();
}

void SandboxTransport::count_lost(const base::Endpoint& endpoint, const base::HttpRequest& request) {
    if (endpoint.host == "shop.test") {
        if (request.target.find("/orders/") != std::string::npos && request.method != "GET") ++lost_in_store_;
        return;
    }
    const auto posts = [&](std::initializer_list<std::string_view> kinds) {
        return std::any_of(posted_keys_.begin(), posted_keys_.end(), [&](const std::string& key) { return std::any_of(kinds.begin(), kinds.end(), [&](std::string_view kind) { return key.rfind(kind, 0) == 0; }); });
    };
    if (posts({"pay:", "dpm:"})) ++lost_payments_;
    if (posts({"refund:", "return:"})) ++lost_refunds_;
}

void SandboxTransport::watch(const base::HttpRequest& request, const base::Exchange& exchange, bool lost) {
    const bool is_batch = request.method == "POST" && request.target.find("$batch") != std::string::npos;
    if (!is_batch) {
        // A look-up that was answered settles what it asks for.
        if (request.method == "GET" && exchange.reach == base::Reach::answered && exchange.response.status < 500 && exchange.response.status != 401) {
            const std::string target = decoded(request.target), stem = asked_stem(target);
            std::erase_if(unconfirmed_, [&](const auto& one) { return target.find(one.first) != std::string::npos || (!stem.empty() && one.first.rfind(stem, 0) == 0); });
        }
        return;
    }
    if (exchange.reach == base::Reach::not_sent) return;
    for (const std::string& key : keys_of(request.body)) {
        if (unconfirmed_.count(key) != 0) violations_.push_back("I7: " + key + " was posted again although its last posting was never looked up");
        if (lost) unconfirmed_[key] = true;
    }
}

base::Exchange SandboxTransport::send(const base::Endpoint& endpoint, const base::HttpRequest& request) {
    ++requests_;
    posted_keys_ = request.method == "POST" ? keys_of(request.body) : std::vector<std::string>{};
    if (fate_.at_request(Fate::Point::before_request)) return no_answer("the process is gone");
    base::Exchange exchange;
    const bool wrong = one_in_ != 0 && chance_.one_in(one_in_);
    const std::uint64_t kind = wrong ? chance_.below(6) : 6;
    switch (kind) {
    case 0: exchange = {base::Reach::not_sent, {}, "connection refused"}; break;
    case 1: exchange = no_answer("reset before the request was read"); break;
    case 2:
        handle(endpoint, request);
        exchange = no_answer("reset after the request was carried out");
        break;
    case 3: // something on the way repeats it; the second answer comes back. Nothing repeats what makes a shipment: the store has no keys
        if (!makes_shipment(request)) handle(endpoint, request);
        exchange = {base::Reach::answered, handle(endpoint, request), ""};
        break;
    case 4:
        exchange = {base::Reach::answered, handle(endpoint, request), ""};
        if (exchange.response.body.size() > 2) exchange.response.body.resize(chance_.below(exchange.response.body.size()));
        break;
    case 5:
        handle(endpoint, request);
        exchange = {base::Reach::answered, {504, {{"Content-Type", "text/html"}}, "<html><body><h1>504 Gateway Time-out</h1></body></html>"}, ""};
        break;
    default: exchange = {base::Reach::answered, handle(endpoint, request), ""}; break;
    }
    trace_.note(request.method + " " + endpoint.host + request.target.substr(0, 120) + " -> " +
                (exchange.reach == base::Reach::answered ? std::to_string(exchange.response.status) : exchange.error) + (wrong ? " (trouble " + std::to_string(kind) + ")" : ""));
    if (exchange.reach == base::Reach::no_answer || kind == 4 || exchange.response.status >= 500) count_lost(endpoint, request);
    if (fate_.at_request(Fate::Point::after_request)) {
        for (const std::string& key : posted_keys_) unconfirmed_[key] = true;
        return no_answer("the process is gone");
    }
    // These are decided before anything is carried out, however much of the body arrives.
    const bool refused = exchange.reach == base::Reach::answered && (exchange.response.status == 401 || exchange.response.status == 503);
    watch(request, exchange, !refused && (kind == 1 || kind == 2 || kind == 4 || kind == 5));
    posted_keys_.clear();
    return exchange;
}

} // namespace ledgerline::simulation
