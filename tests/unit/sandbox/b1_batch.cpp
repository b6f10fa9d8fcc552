// Protects $batch: the bytes of the answer, change sets that happen whole or not at all, the end at the first failure.
#include "b1_fixture.hpp"

using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;
using namespace ledgerline;

namespace {

struct Keyed : Bench {
    explicit Keyed(CompanySettings settings = german()) : Bench(std::move(settings)) { add_user_objects(); }
    std::string order_with_key(const std::string& key) { return order(R"("Quantity":2,"U_LL_Line":"771")", R"("U_LL_Key":")" + key + "\""); }
};

std::string single(const std::string& request) {
    return "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n" + request + "\r\n\r\n\r\n";
}

std::size_t times(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

} // namespace

TEST_CASE("sandbox.b1 batch: key row and order are one transaction, in the bytes of v2") {
    Keyed bench;
    const Answer answer = bench.batch(Bench::keyed_order("order:shop:1", bench.order_with_key("order:shop:1")));
    CHECK(answer.status == 200);
    CHECK(answer.header("Content-Type").find("multipart/mixed;boundary=batchresponse_") == 0);
    CHECK(answer.text.find("Content-Transfer-Encoding: binary\r\nContent-ID: 1\r\n\r\nHTTP/1.1 201 Created\r\nContent-Type: application/json") != std::string::npos);
    CHECK(answer.text.find("Location: https://sap.example.test:50000/b1s/v2/U_LEDGERLINE('order:shop:1')\r\n") != std::string::npos);
    CHECK(answer.text.find("\n}\n\r\n--changesetresponse_") != std::string::npos);
    CHECK(bench.company.count_orders("U_LL_Key", "order:shop:1") == 1);
    CHECK(bench.company.count("U_LEDGERLINE") == 1);
    CHECK(line(bench.company.orders_with("U_LL_Key", "order:shop:1")[0], 0)["U_LL_Line"].text_or("") == "771");
}

TEST_CASE("sandbox.b1 batch: v1 answers 202 and writes Content-ID among the inner headers") {
    Keyed bench;
    const Answer answer = bench.batch(Bench::keyed_order("order:shop:1", bench.order_with_key("order:shop:1"), "/b1s/v1"), "/b1s/v1");
    CHECK(answer.status == 202);
    CHECK(answer.text.find("Content-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 201 Created\r\nContent-ID: 1\r\n") != std::string::npos);
}

TEST_CASE("sandbox.b1 batch: the second try of a key changes nothing and is one part with -2035") {
    Keyed bench;
    bench.batch(Bench::keyed_order("order:shop:1", bench.order_with_key("order:shop:1")));
    const Answer answer = bench.batch(Bench::keyed_order("order:shop:1", bench.order_with_key("order:shop:1")));
    CHECK(answer.text.find("changesetresponse_") == std::string::npos);
    CHECK(times(answer.text, "HTTP/1.1 ") == 1);
    CHECK(answer.text.find(R"("code" : "-2035")") != std::string::npos);
    CHECK(bench.company.order_count() == 1);
}

TEST_CASE("sandbox.b1 batch: an order that is refused takes its key row back, its numbers and its stock") {
    Keyed bench;
    bench.batch(Bench::keyed_order("order:shop:1", R"({"CardCode":"C20007","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"gone"}]})"));
    CHECK(bench.company.count("U_LEDGERLINE") == 0);
    CHECK(bench.company.order_count() == 0);
    CHECK(bench.get("U_LEDGERLINE('order:shop:1')").status == 404);
    // A part after the order fails: the order goes back as well.
    std::string body = Bench::keyed_order("order:shop:1", bench.order_with_key("order:shop:1"));
    body.insert(body.rfind("--c--"), "--c\r\nContent-Type: application/http\r\nContent-ID: 3\r\n\r\nPOST U_LEDGERLINE\r\n\r\n{\"Code\":\"order:shop:1\"}\r\n");
    CHECK(bench.batch(body).text.find("-2035") != std::string::npos);
    CHECK(bench.company.order_count() == 0);
    CHECK(bench.stock("SKU-1", 0, "Committed") == "0.0");
    CHECK(bench.posted(Bench::order()) == 1);
    CHECK(bench.company.find("Orders", "1")["DocNum"].int_or(0) == 26000001);
}

TEST_CASE("sandbox.b1 batch: numbers of a change set that was undone are lost, by a switch") {
    CompanySettings settings = Bench::german();
    settings.numbers_survive_rollback = true;
    Keyed bench(settings);
    std::string body = Bench::keyed_order("order:shop:1", bench.order_with_key("order:shop:1"));
    body.insert(body.rfind("--c--"), "--c\r\nContent-Type: application/http\r\nContent-ID: 3\r\n\r\nPOST U_LEDGERLINE\r\n\r\n{\"Code\":\"order:shop:1\"}\r\n");
    bench.batch(body);
    CHECK(bench.posted(Bench::order()) == 2);
}

TEST_CASE("sandbox.b1 batch: what stands behind a failed part is not executed and not answered") {
    Keyed bench;
    const Answer answer = bench.batch(single("GET /b1s/v2/Orders/$count HTTP/1.1") + single("GET /b1s/v2/Orders(5) HTTP/1.1") + single("GET /b1s/v2/Items/$count HTTP/1.1") + "--b--\r\n");
    CHECK(times(answer.text, "HTTP/1.1 ") == 2);
    CHECK(answer.text.find("HTTP/1.1 404 Not Found") != std::string::npos);
}

TEST_CASE("sandbox.b1 batch: parts that are finished stay when a later one fails") {
    Keyed bench;
    std::string body = Bench::keyed_order("order:shop:1", bench.order_with_key("order:shop:1"));
    body.erase(body.rfind("--b--"));
    const Answer answer = bench.batch(body + Bench::keyed_order("order:shop:1", bench.order_with_key("order:shop:1")));
    CHECK(times(answer.text, "HTTP/1.1 201 Created") == 2);
    CHECK(times(answer.text, "HTTP/1.1 400 Bad Request") == 1);
    CHECK(bench.company.order_count() == 1);
}

TEST_CASE("sandbox.b1 batch: $1 stands for what an earlier part made") {
    Keyed bench;
    std::string body = Bench::keyed_order("order:shop:1", bench.order_with_key("order:shop:1"));
    body.insert(body.rfind("--c--"), "--c\r\nContent-Type: application/http\r\nContent-ID: 3\r\n\r\nPATCH /b1s/v2/$2\r\nContent-Type: application/json\r\n\r\n{\"Comments\":\"by reference\"}\r\n"
                                     "--c\r\nContent-Type: application/http\r\nContent-ID: 4\r\n\r\nPOST $2/Cancel\r\n\r\n\r\n");
    const Answer answer = bench.batch(body);
    CHECK(times(answer.text, "HTTP/1.1 204 No Content") == 2);
    const Value order = bench.company.find("Orders", "1");
    CHECK(order["Comments"].text_or("") == "by reference");
    CHECK(order["Cancelled"].text_or("") == "tYES");
}

TEST_CASE("sandbox.b1 batch: a quoted inner boundary and plain line feeds are read") {
    Keyed bench;
    std::string body = Bench::keyed_order("order:shop:1", bench.order_with_key("order:shop:1"));
    body.replace(body.find("boundary=c"), 10, "boundary=\"c\"");
    std::erase(body, '\r');
    CHECK(times(bench.batch(body).text, "HTTP/1.1 201 Created") == 2);
}

TEST_CASE("sandbox.b1 batch: a quoted outer boundary is 405") {
    Keyed bench;
    CHECK(bench.call("POST", "/b1s/v2/$batch", "--b--\r\n", {{"Content-Type", "multipart/mixed;boundary=\"b\""}}).status == 405);
}

TEST_CASE("sandbox.b1 batch: a body that is cut short is refused before anything is done") {
    Keyed bench;
    const std::string body = Bench::keyed_order("order:shop:1", bench.order_with_key("order:shop:1"));
    for (const std::string& broken : {std::string(), std::string("--b\r\n"), body.substr(0, body.size() - 7), body.substr(0, body.size() / 2)}) {
        const Answer answer = bench.batch(broken);
        CHECK(answer.status == 400);
        CHECK(answer.message() == "Incomplete Batch Request Body!");
    }
    const Answer first = bench.batch("", "/b1s/v1");
    CHECK(first.body["error"].find("innererror") != nullptr);
    CHECK(bench.company.order_count() == 0);
}

TEST_CASE("sandbox.b1 batch: a change set holds no GET, and in v2 every part has a Content-ID") {
    Keyed bench;
    std::string body = Bench::keyed_order("order:shop:1", bench.order_with_key("order:shop:1"));
    std::string without_id = body;
    without_id.erase(without_id.find("Content-ID: 2\r\n"), 15);
    CHECK(bench.batch(without_id).text.find("HTTP/1.1 400") != std::string::npos);
    CHECK(bench.company.count("U_LEDGERLINE") == 0);
    std::string with_get = body;
    with_get.replace(with_get.find("POST /b1s/v2/Orders"), 19, "GET /b1s/v2/Orders");
    CHECK(bench.batch(with_get).text.find("GET is not allowed in a change set") != std::string::npos);
}

TEST_CASE("sandbox.b1 batch: the failed part repeats the Content-ID by a switch") {
    CompanySettings settings = Bench::german();
    settings.content_id_on_failed_part = true;
    Keyed bench(settings);
    bench.batch(Bench::keyed_order("k", Bench::order()));
    CHECK(bench.batch(Bench::keyed_order("k", Bench::order())).text.find("Content-ID: 1") != std::string::npos);
}

TEST_CASE("sandbox.b1 batch: a draft of an approval goes back with its change set, or stays by a switch") {
    for (const bool stays : {false, true}) {
        CompanySettings settings = Bench::german();
        settings.draft_survives_change_set = stays;
        Keyed bench(settings);
        bench.company.switch_approvals(Approvals::draft);
        CHECK(bench.batch(Bench::keyed_order("k", Bench::order())).text.find("-2028") != std::string::npos);
        CHECK(bench.company.count("Drafts") == (stays ? 1U : 0U));
        CHECK(bench.company.count("U_LEDGERLINE") == (stays ? 1U : 0U));
    }
}
