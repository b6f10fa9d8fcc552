// Protects what an answer to a PUT means: done, certainly not done, or to be looked up; in the shapes of v2 and v3, and of what
// stands in front of the store. Scripted answers.
#include "writing_room.hpp"

using namespace bigcommerce_room;

namespace {

// An order that lacks its number, and a scripted answer to the PUT of it.
struct Scripted final : plugin::HttpService {
    Value exchange(const Value& request) override {
        if (request["method"] == Value("GET"))
            return answered(200, json(R"({"id":1001,"status_id":11,"status":"Awaiting Fulfillment","staff_notes":{},"external_order_id":null,"is_deleted":null})"));
        ++writes;
        return put;
    }
    Value put;
    int writes = 0;
};

Value result_for(Value answer) {
    Scripted store;
    store.put = std::move(answer);
    SetClock clock;
    SinkOf sink("order-status", store, clock, json(R"({"reference":"{number}","note":"","cancel_note":"","statuses":[]})"), connection());
    const Value result = result_of(sink.handle(LL_DELIVER, delivery_of("confirmation", "1001",
        json(R"({"order_id":"1001","order_number":"1001","document":{"id":"1","number":"26000001","state":"booked"}})"))));
    CHECK(store.writes == 1);
    return result;
}

Value without_answer(const char* outcome) { return Value::object({{"outcome", outcome}, {"error", "the connection was closed"}}); }

} // namespace

TEST_CASE("order.bigcommerce refusals: the store's own refusals are told with its words, whatever their shape") {
    struct {
        int status;
        const char* body;
        const char* words;
    } const cases[] = {
        {400, R"([{"status":400,"message":"The field 'x' is not supported by this resource."}])", "The field 'x' is not supported"},
        {409, R"([{"status":409,"message":"Conflict","details":{}}])", "Conflict"},
        {413, R"({"status":413,"title":"The request payload is too large.","type":"...","errors":{}})", "payload is too large"},
        {422, R"({"status":422,"title":"JSON data is missing or invalid","errors":{"status_id":"error.path.missing"}})", "(status_id: error.path.missing)"},
    };
    for (const auto& one : cases) {
        const Value result = result_for(answered(one.status, json(one.body)));
        INFO(one.status);
        CHECK(result["verdict"] == Value("rejected"));
        CHECK(result["code"] == Value("STORE_REJECTED"));
        CHECK(result["message"].text_or("").find(one.words) != std::string::npos);
        CHECK(result["facts"]["status"] == Value(one.status));
    }
    const Value gone = result_for(answered(404, json(R"([{"status":404,"message":"The requested resource was not found."}])")));
    CHECK(gone["code"] == Value("STORE_ORDER_MISSING"));
}

TEST_CASE("order.bigcommerce refusals: what was certainly not done is tried later") {
    CHECK(result_for(without_answer("not-sent"))["verdict"] == Value("retry"));
    CHECK(result_for(answered_text(429, ""))["code"] == Value("STORE_RATE_LIMIT"));
    CHECK(result_for(answered(401, json(R"({"status":401,"title":"Unauthorized"})")))["code"] == Value("STORE_AUTH"));
    CHECK(result_for(answered_text(403, "You don't have a required scope to access the endpoint"))["code"] == Value("STORE_AUTH"));
    CHECK(result_for(answered_text(301, ""))["code"] == Value("STORE_UNAVAILABLE"));
    CHECK(result_for(answered(423, json(R"([{"status":423,"message":"Locked"}])")))["code"] == Value("STORE_UNAVAILABLE"));
}

TEST_CASE("order.bigcommerce refusals: what may have been done is looked up") {
    for (const int status : {408, 499, 500, 502, 503, 504, 507}) {
        INFO(status);
        CHECK(result_for(answered_text(status, "<html>"))["verdict"] == Value("unknown"));
    }
    CHECK(result_for(without_answer("no-answer"))["verdict"] == Value("unknown"));
    CHECK(result_for(answered_text(200, "<html>Welcome</html>"))["verdict"] == Value("unknown"));
    CHECK(result_for(answered_text(200, ""))["verdict"] == Value("unknown"));
}

TEST_CASE("order.bigcommerce refusals: a wait that the store names is kept by the whole connection") {
    Scripted store;
    store.put = answered_text(429, "");
    store.put.set("headers", json(R"({"x-rate-limit-time-reset-ms":"7000"})"));
    SetClock clock;
    SinkOf sink("order-status", store, clock, json(R"({"reference":"{number}","note":"","cancel_note":"","statuses":[]})"), connection());
    const plugin::Outcome outcome = sink.handle(LL_DELIVER, delivery_of("confirmation", "1001", json(R"({"order_id":"1001","document":{"id":"1","number":"26000001","state":"booked"}})")));
    CHECK(result_of(outcome)["retry_after_ms"] == Value(7'000));
    CHECK(outcome.document["pause_ms"] == Value(7'000));
}
