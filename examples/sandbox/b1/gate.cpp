#include "b1/gate.hpp"

#include "b1/body_reader.hpp"
#include "b1/words.hpp"

#include "message/json.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

using message::Value;

namespace {

// What the balancer or a proxy in front answers: no JSON.
base::HttpResponse broken_down(int status) {
    const std::string title = status == 502 ? "502 Bad Gateway" : status == 503 ? "503 Service Unavailable" : status == 504 ? "504 Gateway Time-out" : std::to_string(status);
    return text_answer(status, "text/html", "<html><body><h1>" + title + "</h1>\nThe server didn't respond in time.\n</body></html>\n");
}

std::string address_of(const base::HttpRequest& request, const CompanySettings& settings) {
    const std::string host = base::header(request.headers, "Host");
    return host.empty() ? settings.public_address : "https://" + host;
}

std::string method_of(const base::HttpRequest& request) {
    const std::string instead = upper(base::header(request.headers, "X-HTTP-Method-Override"));
    const bool known = instead == "PATCH" || instead == "PUT" || instead == "MERGE" || instead == "DELETE";
    return request.method == "POST" && known ? instead : request.method;
}

} // namespace

Company::Gate::Gate(CompanySettings settings, const base::Clock& clock, base::Random& random)
    : state(std::move(settings), clock, random), resources(state), sessions(state) {}

base::HttpResponse Company::Gate::handle(const base::HttpRequest& request) {
    wrote_ = false;
    base::HttpResponse response = [&] {
        if (request.body.size() > state.settings.request_bytes_max) return broken_down(413);
        if (state.faults.outages > 0) {
            --state.faults.outages;
            return broken_down(state.faults.outage_status);
        }
        Call call;
        call.method = method_of(request);
        call.headers = request.headers;
        call.address = address_of(request, state.settings);
        try {
            call.target = read_target(request.target);
            if (!call.target.version) {
                if (call.target.path == "/ping" || call.target.path.starts_with("/ping/")) return ping(call.target);
                return text_answer(404, "text/html", "<html><body><h1>Not Found</h1></body></html>\n");
            }
            call.version = *call.target.version;
            call.body = request.body;
            return below_root(call);
        } catch (const Refusal& refusal) {
            if (call.target.version) call.version = *call.target.version;
            return error(call, refusal);
        } catch (...) {
            state.journal.roll_back();
            throw;
        }
    }();
    if (wrote_ && state.faults.outages_after_commit > 0) {
        --state.faults.outages_after_commit;
        response = broken_down(state.faults.outage_after_commit_status);
    }
    response.headers.emplace_back("Server", "Apache/2.4.61 (Unix)");
    response.headers.emplace_back("Vary", "Accept-Encoding");
    response.headers.emplace_back("Strict-Transport-Security", "max-age=63072000; includeSubdomains; preload");
    return response;
}

base::HttpResponse Company::Gate::ping(const Target& target) const {
    const base::Millis now = state.clock.now();
    std::string thousandths = std::to_string(now % 1000);
    thousandths.insert(0, 3 - std::min<std::size_t>(3, thousandths.size()), '0');
    std::string sender = "load balancer";
    std::string text = "pong";
    int status = 200;
    const std::string node = "/ping/node";
    if (target.path == node) {
        sender = "node1";
    } else if (target.path.starts_with(node + "/")) {
        const std::string number = target.path.substr(node.size() + 1);
        const auto parsed = Decimal::try_parse(number);
        if (parsed && parsed->is_whole() && *parsed >= Decimal(1) && *parsed <= Decimal(state.settings.node_count)) {
            sender = "node" + number;
        } else {
            status = 503;
            text = "node " + number + " does not exist";
        }
    } else if (target.path != "/ping" && target.path != "/ping/load-balancer") {
        return text_answer(404, "text/html", "<html><body><h1>Not Found</h1></body></html>\n");
    }
    Value body = Value::object();
    body.set("message", text);
    body.set("sender", sender);
    body.set("timestamp", std::to_string(now / 1000) + "." + thousandths);
    return text_answer(status, "application/json", message::write_json(body));
}

base::HttpResponse Company::Gate::below_root(const Call& call) {
    const std::string first = call.target.segments.empty() ? "" : call.target.segments.front().name;
    if (first == "Login") {
        if (call.method != "POST") throw Refusal(405, "-1000", "Method Not Allowed");
        return login(call);
    }
    sessions.require(call.headers);
    if (first == "Logout") {
        if (call.method != "POST") throw Refusal(405, "-1000", "Method Not Allowed");
        sessions.logout(call.headers);
        return no_content(call);
    }
    if (first != "$batch") return transaction(call);
    if (call.method != "POST") throw Refusal(405, "-1000", "Method Not Allowed");
    Batch batch(
        state, [this](const Call& part) { return execute(part); },
        [this](const Call& part, const Refusal& refusal) {
            Refusal inside = refusal;
            inside.with_inner_error = true;
            return error(part, inside);
        },
        [this](bool commit) { finish(commit); });
    return batch.run(call);
}

base::HttpResponse Company::Gate::login(const Call& call) {
    const std::string id = sessions.login(read_body(call.body));
    Value body = with_context(call, call.version == Version::v1 ? "B1Sessions/@Element" : "B1Sessions/$entity");
    body.set("SessionId", id);
    body.set("Version", state.settings.version);
    body.set("SessionTimeout", std::int64_t{state.settings.session_timeout_minutes});
    base::HttpResponse response = json_answer(call, 200, body);
    response.headers.emplace_back("Set-Cookie", "B1SESSION=" + id + ";HttpOnly;");
    response.headers.emplace_back("Set-Cookie", "ROUTEID=" + sessions.route() + "; path=/b1s");
    return response;
}

// Numbers that leave the range of the columns are refused like any other bad value.
base::HttpResponse Company::Gate::execute(const Call& call) {
    try {
        return resources.answer(call);
    } catch (const DecimalError& error) {
        throw rule(std::string("Value out of range: ") + error.what()); // text: our choice
    }
}

base::HttpResponse Company::Gate::transaction(const Call& call) {
    state.faults.locked_out = state.faults.locked_part == std::size_t{0};
    try {
        base::HttpResponse response = execute(call);
        finish(true);
        return response;
    } catch (const Refusal& refusal) {
        finish(refusal.keeps_changes);
        return error(call, refusal);
    }
}

void Company::Gate::finish(bool commit) {
    if (commit) {
        wrote_ = wrote_ || !state.journal.empty();
        state.journal.commit();
    } else {
        state.journal.roll_back();
    }
}

base::HttpResponse Company::Gate::error(const Call& call, const Refusal& refusal) const {
    ErrorStyle style;
    style.second_shape = call.version == Version::v2 || (refusal.status == 401 && state.settings.v1_unauthorized_in_v2_shape);
    style.with_details = state.settings.error_details;
    base::HttpResponse response = text_answer(refusal.status, content_type_of(call.version), error_body(refusal, style));
    response.headers.emplace_back(call.version == Version::v1 ? "DataServiceVersion" : "OData-Version", call.version == Version::v1 ? "3.0" : "4.0");
    return response;
}

} // namespace ledgerline::sandbox::b1
