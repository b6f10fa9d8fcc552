#include "store/answers.hpp"

#include "message/json.hpp"
#include "store/raw_json.hpp"

#include <algorithm>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

std::string_view reason(int status) {
    switch (status) {
        case 500: return "Internal Server Error";
        case 502: return "Bad Gateway";
        case 503: return "Service Temporarily Unavailable";
        case 504: return "Gateway Time-out";
        default: return "OK";
    }
}

} // namespace

base::HttpResponse json_answer(int status, std::string body) {
    return {status, {{"Content-Type", "application/json"}}, std::move(body)};
}

base::HttpResponse json_answer(const Value& body) { return json_answer(200, message::write_json(body)); }

base::HttpResponse no_content() { return {204, {}, ""}; }

base::HttpResponse error_answer(int version, int status, const std::string& text) {
    if (version == 2)
        return json_answer(status, message::write_json(Value::array(
                                       {Value::object({{"status", Value(status)}, {"message", Value(text)}})})));
    const bool has_errors = status == 422 || status == 429 || status == 400;
    return json_answer(status, message::write_json(error_object(status, text, has_errors ? Value::object() : Value())));
}

Value error_object(int status, const std::string& title, const Value& errors) {
    Value body = Value::object({{"status", Value(status)},
                                {"title", Value(title)},
                                {"type", Value("https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes")}});
    if (!errors.is_null()) body.set("errors", errors);
    return body;
}

base::HttpResponse error_answer(const Call& call, const Refused& refused) {
    const int version = call.version == 2 ? 2 : 3;
    base::HttpResponse out = version == 3 && !refused.errors.is_null() ? json_answer(refused.status, message::write_json(error_object(refused.status, refused.what(), refused.errors)))
                                                                       : error_answer(version, refused.status, refused.what());
    if (version == 3 && !call.path.empty() && call.path[0] == "inventory") out.headers = {{"Content-Type", "application/problem+json"}};
    return out;
}

base::HttpResponse html_answer(int status) {
    const std::string title = std::to_string(status) + " " + std::string(reason(status));
    return {status,
            {{"Content-Type", "text/html"}},
            "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title +
                "</h1></center>\r\n</body>\r\n</html>\r\n"};
}

Page read_page(const Call& call, PageAboveMaximum above, std::size_t limit_max) {
    constexpr std::int64_t page_max = 1'000'000'000;
    Page page;
    const auto number = number_parameter(call, "page").value_or(1);
    auto limit = number_parameter(call, "limit").value_or(50);
    if (number < 1 || number > page_max) throw Refused(400, "The field 'page' is invalid.");
    if (limit < 1) throw Refused(400, "The field 'limit' is invalid.");
    if (limit > static_cast<std::int64_t>(limit_max)) {
        if (above == PageAboveMaximum::refuse) throw Refused(413, "The requested limit exceeds the maximum of " + std::to_string(limit_max) + ".");
        limit = static_cast<std::int64_t>(limit_max);
    }
    page.number = static_cast<std::size_t>(number);
    page.limit = static_cast<std::size_t>(limit);
    return page;
}

base::HttpResponse list_answer(const std::vector<std::string_view>& parts, const Page& page, EmptyList when_empty) {
    if (page.first() >= parts.size())
        return when_empty == EmptyList::no_content ? no_content() : json_answer(200, "[]");
    return json_answer(200, join_array(parts, page.first(), page.limit));
}

base::HttpResponse envelope_answer(const std::vector<std::string_view>& parts, const Page& page, bool with_pagination) {
    const std::string data = join_array(parts, page.first(), page.limit);
    return json_answer(200, with_pagination ? envelope_of(data, parts.size(), page) : "{\"data\":" + data + ",\"meta\":{}}");
}

std::string envelope_of(const std::string& data, std::size_t total, const Page& page) {
    const auto as_value = [](std::size_t n) { return Value(static_cast<std::int64_t>(n)); };
    const std::size_t pages = std::max<std::size_t>(1, (total + page.limit - 1) / page.limit);
    const std::size_t shown = page.first() < total ? std::min(page.limit, total - page.first()) : 0;
    const auto link = [&](std::size_t number) {
        return Value("?page=" + std::to_string(number) + "&limit=" + std::to_string(page.limit));
    };
    Value links = Value::object();
    if (page.number > 1) links.set("previous", link(page.number - 1));
    links.set("current", link(page.number));
    if (page.number < pages) links.set("next", link(page.number + 1));
    const Value meta = Value::object({{"pagination", Value::object({{"total", as_value(total)},
                                                                    {"count", as_value(shown)},
                                                                    {"per_page", as_value(page.limit)},
                                                                    {"current_page", as_value(page.number)},
                                                                    {"total_pages", as_value(pages)},
                                                                    {"links", links}})}});
    return "{\"data\":" + data + ",\"meta\":" + message::write_json(meta) + "}";
}

} // namespace ledgerline::sandbox::store
