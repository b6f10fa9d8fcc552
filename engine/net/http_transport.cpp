#include "net/http_transport.hpp"

#include "net/answer_reader.hpp"
#include "net/request_text.hpp"

namespace ledgerline::net {

struct HttpTransport::Attempt {
    bool is_answered = false;
    bool has_begun = false; // a byte of an answer came
    bool may_go_on = false;
    base::HttpResponse response;
    std::string error;
};

namespace {

// Two endpoints may share a connection only if they trust the same certificates.
std::string remote_of(const base::Endpoint& endpoint) {
    std::string out = endpoint.scheme + "://" + endpoint.host + ":" + std::to_string(endpoint.port);
    if (endpoint.scheme == "https") out += "\n" + std::to_string(endpoint.tls.verify) + "\n" + endpoint.tls.fingerprint_sha256 + "\n" + endpoint.tls.ca_file;
    return out;
}

base::Exchange not_sent(std::string why) { return {base::Reach::not_sent, {}, std::move(why)}; }

} // namespace

HttpTransport::HttpTransport(HttpTransportLimits limits) : pool_(limits.idle_ms_max, limits.idle_connections_max) {}
HttpTransport::~HttpTransport() = default;

std::shared_ptr<TlsContext> HttpTransport::tls_context(const base::TlsSettings& settings) {
    std::error_code ignored; // a file that cannot be seen is told by the context
    const auto written = settings.ca_file.empty() ? std::filesystem::file_time_type() : std::filesystem::last_write_time(settings.ca_file, ignored);
    const std::scoped_lock hold(tls_lock_);
    KnownTls& known = tls_[{settings.verify, settings.ca_file, settings.fingerprint_sha256}];
    if (!known.context || known.written != written) known = {written, std::make_shared<TlsContext>(settings)};
    return known.context;
}

HttpTransport::Attempt HttpTransport::attempt(Channel& channel, const base::Endpoint& endpoint, const base::HttpRequest& request, const std::string& text, const Deadline& deadline) {
    Attempt out;
    try {
        channel.send(text, deadline);
    } catch (const ChannelError& error) {
        // A remote may refuse a large request before it has read all of it: what it says about that is read below.
        out.error = error.what();
    }
    AnswerReader reader([&](char* buffer, std::size_t size) { return channel.receive(buffer, size, deadline); }, endpoint.response_bytes_max);
    try {
        out.response = reader.read(request.method);
        out.is_answered = true;
        out.may_go_on = reader.may_go_on() && out.error.empty();
    } catch (const std::runtime_error& error) { // of the channel or of the reader
        if (out.error.empty()) out.error = error.what();
    }
    out.has_begun = reader.has_begun();
    return out;
}

base::Exchange HttpTransport::send(const base::Endpoint& endpoint, const base::HttpRequest& request) {
    const Deadline deadline(endpoint.timeout_ms);
    const std::string remote = remote_of(endpoint);
    const bool may_repeat = request.method == "GET" || request.method == "HEAD";
    std::string text;
    std::shared_ptr<TlsContext> tls;
    try {
        if (endpoint.scheme != "http" && endpoint.scheme != "https") throw std::invalid_argument("the scheme must be http or https");
        text = request_text(endpoint, request);
        if (endpoint.scheme == "https") tls = tls_context(endpoint.tls);
    } catch (const std::exception& error) {
        return not_sent(error.what());
    }

    const auto no_answer = [&](const std::string& why) {
        return base::Exchange{base::Reach::no_answer, {}, endpoint.host + ":" + std::to_string(endpoint.port) + ": the request left, but no usable answer came: " + why};
    };
    Attempt last;
    std::unique_ptr<Channel> channel = pool_.take(remote);
    const bool was_kept = channel != nullptr;
    if (was_kept) {
        last = attempt(*channel, endpoint, request, text, deadline);
        const bool was_closed = !last.is_answered && !last.has_begun;
        if (was_closed && may_repeat && !deadline.is_over()) channel.reset();
    }
    if (!channel) {
        try {
            channel = std::make_unique<Channel>(endpoint, tls.get(), deadline);
        } catch (const ChannelError& error) {
            return was_kept ? no_answer(error.what()) : not_sent(error.what());
        }
        last = attempt(*channel, endpoint, request, text, deadline);
    }
    if (!last.is_answered) return no_answer(last.error);
    if (last.may_go_on) pool_.give_back(remote, std::move(channel));
    return {base::Reach::answered, std::move(last.response), {}};
}

} // namespace ledgerline::net
