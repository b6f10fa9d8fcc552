// Response bodies in the shapes of API v2 (bare arrays and objects) and v3 (envelopes), pages of both.
#pragma once

#include "base/http.hpp"
#include "message/value.hpp"
#include "store/request.hpp"
#include "store/shop_settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::sandbox::store {

base::HttpResponse json_answer(int status, std::string body);
base::HttpResponse json_answer(const message::Value& body);
base::HttpResponse no_content();
// [{"status", "message"}] for v2, {"status", "title", "type"} for v3.
base::HttpResponse error_answer(int version, int status, const std::string& text);
// The same with what is wrong, by member; v3's inventory answers as application/problem+json.
base::HttpResponse error_answer(const Call& call, const Refused& refused);
// The object of an error in v3.
message::Value error_object(int status, const std::string& title, const message::Value& errors);
// The page of a web server in front, as 500, 502 and 503 come.
base::HttpResponse html_answer(int status);

struct Page {
    std::size_t number = 1;
    std::size_t limit = 50;
    std::size_t first() const { return (number - 1) * limit; }
};

// ?page and ?limit: 50 unless asked, at most `limit_max`.
Page read_page(const Call& call, PageAboveMaximum above, std::size_t limit_max = 250);

// A v2 list: the page of the parts, 204 when it is empty.
base::HttpResponse list_answer(const std::vector<std::string_view>& parts, const Page& page, EmptyList when_empty);
// A v3 list with meta.pagination, or with an empty meta object.
base::HttpResponse envelope_answer(const std::vector<std::string_view>& parts, const Page& page, bool with_pagination);
// {"data": `data`, "meta": {"pagination": ...}} of one page that is written already; `total` counts the rows of all pages.
std::string envelope_of(const std::string& data, std::size_t total, const Page& page);

} // namespace ledgerline::sandbox::store
