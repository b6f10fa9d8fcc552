#include "shop_api.hpp"

#include <ledgerline/format.hpp>
#include <ledgerline/text.hpp>

#include <algorithm>
#include <charconv>

namespace bigcommerce {

using ledgerline::Call;
using ledgerline::Http;
using ledgerline::Node;
using ledgerline::Request;
using ledgerline::Response;

namespace {

std::int64_t number_in(std::string_view text, std::int64_t otherwise) {
    std::int64_t out = otherwise;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size() ? out : otherwise;
}

bool is_web_page(std::string_view text) { return text.find('<') != std::string_view::npos; }

// Where a redirect leads, without what stands behind a question mark: it may be somebody's token.
std::string address_of(const Response& answer) {
    const std::string_view location = answer.header("location");
    return location.empty() ? "an address that it does not name" : ledgerline::shown(location.substr(0, location.find_first_of("?#")), 200);
}

// Why a good answer is no data.
std::string no_data(const Response& answer) {
    if (!answer.error().empty()) return std::string(answer.error());
    if (answer.text().empty()) return "an empty body";
    return is_web_page(answer.text()) ? "a web page instead of data; see whether the connection's url is that of the API" : "text instead of data";
}

// An error body is as broken as the store is: whatever is no text is left out.
std::string said(const Node& node, std::size_t bytes_max) { return node.is_text() ? std::string(node.text().substr(0, bytes_max)) : std::string(); }

// A v3 error: {status, title, errors}.
std::string said_in(const Node& problem, std::size_t bytes_max) {
    if (!problem.is_object()) return "";
    std::string text = said(problem["title"], bytes_max);
    if (text.empty()) text = said(problem["error"], bytes_max);
    if (const Node errors = problem["errors"]; errors.is_object()) {
        if (text.empty() && errors.count() > 0) text = "without a text";
        for (const auto& [name, value] : errors.members())
            if (value.is_text()) text += ledgerline::format(" ({}: {})", name, value.text());
    }
    return text;
}

// What the store says of an error: v2 an array of {status, message}, v3 an object {status, title, errors} or a list of those, or no
// JSON at all.
std::string message_of(const Response& answer, std::size_t bytes_max = 500) {
    constexpr std::string_view nothing = "without a text";
    if (!answer.has_json()) {
        const std::string_view text = answer.text();
        if (text.empty()) return std::string(nothing);
        return is_web_page(text) ? "with a web page instead of data" : std::string(text.substr(0, 200));
    }
    const Node json = answer.json();
    std::string text;
    if (json.is_array()) {
        if (json.count() > 0 && json[0].is_object()) text = said(json[0]["message"], bytes_max);
    } else if (json.is_object()) {
        text = said_in(json, bytes_max);
        // Batches of variants wrap their errors, and so do some refusals of refunds.
        for (const char* wrapped : {"batch_errors", "data"}) {
            const Node list = json[wrapped];
            if (!text.empty() || !list.is_array()) continue;
            for (const Node problem : list.elements())
                if (const std::string one = said_in(problem, bytes_max); !one.empty() && text.size() < bytes_max) text += (text.empty() ? "" : "; ") + one;
        }
    }
    return text.empty() ? std::string(nothing) : text;
}

// A 429 names its wait in milliseconds, in seconds, in both (the longer one counts), or not at all: overload, back off.
std::int64_t wait_of(const Response& answer) {
    const std::int64_t reset = number_in(answer.header("x-rate-limit-time-reset-ms"), -1);
    const std::int64_t after = number_in(answer.header("x-retry-after"), -1);
    const std::int64_t wait = std::max(reset, after < 0 ? -1 : after * 1'000);
    return wait < 0 ? 0 : std::min<std::int64_t>(wait, 600'000);
}

// A row that cannot be understood is told with the list it stands in.
void visit_rows(const Node& rows, const std::string& path, const std::function<void(const Node&)>& visit) {
    for (const Node row : rows.elements()) {
        try {
            visit(row);
        } catch (const ledgerline::DocumentError& problem) {
            throw ResourceProblem(200, ledgerline::format("{} of the store's answer to {}", about_answer(problem.what()), path));
        } catch (const std::invalid_argument& problem) {
            throw ResourceProblem(200, ledgerline::format("{}, in the store's answer to {}", problem.what(), path));
        }
    }
}

} // namespace

std::string about_answer(std::string problem) {
    constexpr std::string_view begin = "/scratch/http/", end = "/response/json";
    const std::size_t at = problem.find(begin), stop = at == std::string::npos ? at : problem.find(end, at);
    if (stop != std::string::npos) problem.erase(at, stop + end.size() - at);
    return problem;
}

void ShopApi::note_limits(const Response& answer) {
    requests_left_ = number_in(answer.header("x-rate-limit-requests-left"), -1);
    quota_ = number_in(answer.header("x-rate-limit-requests-quota"), -1);
    resets_in_ms_ = std::clamp<std::int64_t>(number_in(answer.header("x-rate-limit-time-reset-ms"), 0), 0, 600'000);
}

Response ShopApi::send(Call& call, Request& request) {
    const std::string what = request.path();
    request.header("X-Auth-Token", token_).header("Accept", "application/json");
    const Response answer = Http(call).send(request);
    if (!answer.answered()) {
        if (!answer.not_sent() && !request.is_read_only()) throw Unanswered(ledgerline::format("the store does not answer {} {}: {}", request.method(), what, answer.error()));
        throw ShopProblem(ShopProblem::Kind::unavailable, 0, ledgerline::format("the store does not answer {}: {}", what, answer.error()));
    }
    note_limits(answer);
    const int status = answer.status();
    if (answer.ok()) return answer;
    // Never followed: the token would go along.
    if (status >= 300 && status < 400)
        throw ShopProblem(ShopProblem::Kind::unavailable, 0,
                          ledgerline::format("the store sends requests for {} on to another address ({}: {}); correct the connection's url", what, status, address_of(answer)));
    const std::string said = message_of(answer);
    if (status == 429) throw ShopProblem(ShopProblem::Kind::rate_limit, wait_of(answer), "the store asks to slow down (429)");
    if (status == 401 || status == 403)
        throw ShopProblem(ShopProblem::Kind::refused, 0, ledgerline::format("the store refuses the API account for {} ({}): {}", what, status, said));
    if (status == 423) throw ShopProblem(ShopProblem::Kind::unavailable, 0, ledgerline::format("the store has {} locked ({}): {}", what, status, said));
    if (status >= 500 || status == 408 || status == 499) {
        // A gateway in front tells nothing of what the store behind it did.
        if (!request.is_read_only()) throw Unanswered(ledgerline::format("the store failed on {} {} ({}): {}", request.method(), what, status, said));
        throw ShopProblem(ShopProblem::Kind::unavailable, wait_of(answer), ledgerline::format("the store failed on {} ({}): {}", what, status, said));
    }
    constexpr std::size_t words_max = std::size_t{1} << 20;
    throw ResourceProblem(status, ledgerline::format("the store refused {} ({}): {}", what, status, said), message_of(answer, words_max));
}

std::optional<Response> ShopApi::get(Call& call, Request request) {
    const Response answer = send(call, request);
    if (answer.status() == 204) return std::nullopt;
    if (answer.has_json()) return answer;
    throw ShopProblem(ShopProblem::Kind::unavailable, 0,
                      ledgerline::format("the store answered {} with something that is no data ({})", request.path(), no_data(answer)));
}

std::optional<Response> ShopApi::change(Call& call, Request request) {
    const Response answer = send(call, request);
    // Only what the store itself says counts: a web page or half an answer under 200 may come from something in front of it.
    if (answer.status() == 204) return std::nullopt;
    if (answer.has_json()) return answer;
    throw Unanswered(ledgerline::format("the store answered {} {} with something that is no data ({})", request.method(), request.path(), no_data(answer)));
}

void ShopApi::each(Call& call, const std::string& path, const std::string& query_name, const std::string& query_value,
                   const std::function<void(const Node&)>& visit) {
    for (int page = 1; page <= pages_max; ++page) {
        Request request = Request::get(path).query("page", page).query("limit", page_size);
        if (!query_name.empty()) request.query(query_name, query_value);
        const auto answer = get(call, std::move(request));
        if (!answer) return;
        const Node rows = answer->json();
        if (!rows.is_array()) throw ResourceProblem(200, ledgerline::format("the store answered {} with something that is no list", path));
        const std::uint64_t count = rows.count();
        visit_rows(rows, path, visit);
        answer->discard();
        if (is_last(count)) return;
    }
    throw ResourceProblem(200, ledgerline::format("{} has more than {} pages", path, pages_max));
}

void ShopApi::each_v3(Call& call, const std::string& path, const Filters& filters, const std::function<void(const Node&)>& visit) {
    for (int page = 1; page <= pages_max; ++page) {
        Request request = Request::get(path).query("page", page).query("limit", page_size);
        for (const auto& [name, value] : filters) request.query(name, value);
        const auto answer = get(call, std::move(request));
        if (!answer) return;
        const Node rows = answer->json()["data"];
        if (!rows.is_array()) throw ResourceProblem(200, ledgerline::format("the store answered {} without its list", path));
        const std::uint64_t count = rows.count();
        visit_rows(rows, path, visit);
        answer->discard();
        if (is_last(count)) return;
    }
    throw ResourceProblem(200, ledgerline::format("{} has more than {} pages", path, pages_max));
}

} // namespace bigcommerce
