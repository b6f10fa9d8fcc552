// Protects HTTP as components have it: what goes over the wire, what comes back as a document, that a secret's value is seen by the
// transport alone, and that nothing a component or a remote writes can forge a request.
#include "message/json.hpp"
#include "plugin/http_service.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

namespace {

using namespace ledgerline;
using message::Value;

struct FakeTransport final : base::Transport {
    base::Exchange send(const base::Endpoint& to, const base::HttpRequest& request) override {
        endpoint = to;
        sent.push_back(request);
        if (throws) throw std::runtime_error("socket of secret-token died");
        return answer;
    }
    base::Endpoint endpoint;
    std::vector<base::HttpRequest> sent;
    base::Exchange answer{base::Reach::answered, {200, {{"Content-Type", "application/json"}}, "{}"}, ""};
    bool throws = false;
};

struct Line {
    Line() { open(); }
    // With a connection that has these secrets of its own as well.
    void open(const std::string& more = "") {
        http = std::make_unique<plugin::ConnectionHttp>(transport, Value::object({{"url", "https://shop.example/stores/abc/"}, {"token", token}, {"more", more}}), secrets, "Ledgerline/1.0");
    }
    Value exchange(std::string_view json) { return http->exchange(message::parse_json(json)); }
    const base::HttpRequest& last() const { return transport.sent.back(); }
    void answers(int status, const std::string& type, std::string body) { transport.answer = {base::Reach::answered, {status, {{"Content-Type", type}}, std::move(body)}, ""}; }

    FakeTransport transport;
    config::Secrets secrets;
    std::string token = secrets.keep("secret-token");
    std::unique_ptr<plugin::ConnectionHttp> http;
};

} // namespace

TEST_CASE("plugin.http: the target is the connection's path, the request's path and the encoded query") {
    Line line;
    line.exchange(R"({"method":"GET","path":"/v2/orders","query":{"min_date_modified":"Tue, 05 Mar 2019 21:40:11 +0000","page":2,"$skip":"20","name":"Müller & Co","none":null}})");
    CHECK(line.last().method == "GET");
    CHECK(line.last().target ==
          "/stores/abc/v2/orders?min_date_modified=Tue%2C%2005%20Mar%202019%2021%3A40%3A11%20%2B0000&page=2&$skip=20&name=M%C3%BCller%20%26%20Co");
    CHECK(line.last().body.empty());
}

TEST_CASE("plugin.http: a path is plain text, so an item code can stand in it") {
    Line line;
    line.exchange(R"x({"method":"GET","path":"/Items('50% OFF? #1')"})x");
    CHECK(line.last().target == "/stores/abc/Items('50%25%20OFF%3F%20%231')");
}

TEST_CASE("plugin.http: a JSON body is written from the tree, numbers by their literal") {
    Line line;
    line.exchange(R"({"method":"POST","path":"/x","json":{"price":24.90,"qty":1,"name":"A"}})");
    CHECK(line.last().body == R"({"price":24.90,"qty":1,"name":"A"})");
    CHECK(base::header(line.last().headers, "content-type") == "application/json");
}

TEST_CASE("plugin.http: a text body goes as it is, with the type that its header names") {
    Line line;
    line.exchange(R"({"method":"POST","path":"/$batch","text":"--b\r\n\r\nGET /x\r\n--b--","headers":{"content-type":"multipart/mixed; boundary=b"}})");
    CHECK(line.last().body == "--b\r\n\r\nGET /x\r\n--b--");
    CHECK(line.last().target == "/stores/abc/$batch");
    CHECK(base::header(line.last().headers, "Content-Type") == "multipart/mixed; boundary=b");
}

TEST_CASE("plugin.http: user agent and accept are set unless the component sets them") {
    Line line;
    line.exchange(R"({"method":"GET","path":"/x"})");
    CHECK(base::header(line.last().headers, "User-Agent") == "Ledgerline/1.0");
    CHECK(base::header(line.last().headers, "Accept") == "application/json");
    line.exchange(R"({"method":"GET","path":"/x","headers":{"accept":"multipart/mixed"}})");
    CHECK(base::header(line.last().headers, "Accept") == "multipart/mixed");
}

TEST_CASE("plugin.http: secrets are filled into headers, query and bodies, and nowhere else") {
    Line line;
    const auto request = Value::object({{"method", "POST"},
                                        {"path", "/login/" + line.token},
                                        {"query", Value::object({{"key", line.token}})},
                                        {"headers", Value::object({{"X-Auth-Token", line.token}})},
                                        {"json", Value::object({{"Password", line.token}, {"list", Value::array({Value("a " + line.token)})}})}});
    line.http->exchange(request);
    CHECK_THAT(line.last().target, !Catch::Contains("login/secret-token") && Catch::EndsWith("key=secret-token"));
    CHECK(base::header(line.last().headers, "X-Auth-Token") == "secret-token");
    CHECK(line.last().body == R"({"Password":"secret-token","list":["a secret-token"]})");
    line.http->exchange(Value::object({{"method", "POST"}, {"path", "/x"}, {"text", "pw=" + line.token}}));
    CHECK(line.last().body == "pw=secret-token");
}

TEST_CASE("plugin.http: a secret with a quotation mark leaves the body valid JSON") {
    Line line;
    const auto odd = line.secrets.keep(R"(a"b\c)");
    line.open(odd);
    line.http->exchange(Value::object({{"method", "POST"}, {"path", "/x"}, {"json", Value::object({{"Password", odd}})}}));
    CHECK(message::parse_json(line.last().body)["Password"] == Value(R"(a"b\c)"));
}

TEST_CASE("plugin.http: a request that could be forged or misread is not sent, and says which member is wrong") {
    const auto [json, text] = GENERATE(table<std::string, std::string>({
        {R"([])", "must be an object"},
        {R"({"path":"/x"})", "\"method\""},
        {R"({"method":"get","path":"/x"})", "\"method\""},
        {R"({"method":"GET /evil HTTP/1.1\r\nX: y","path":"/x"})", "\"method\""},
        {R"({"method":"GET"})", "\"path\" of the request is missing"},
        {R"({"method":"GET","path":"orders"})", "must begin with \"/\""},
        {R"({"method":"GET","path":"//evil.example/x"})", "would name another host"},
        {R"({"method":"GET","path":"/x HTTP/1.1\r\nHost: evil"})", "\"path\" of the request holds a line break"},
        {R"({"method":"GET","path":"/../other/orders"})", "must stay below the connection's url"},
        {R"({"method":"GET","path":"/x/.."})", "must stay below the connection's url"},
        {R"({"method":"GET","path":"/x","query":[1]})", "\"query\""},
        {R"({"method":"GET","path":"/x","query":{"a":{}}})", "query parameter \"a\""},
        {R"({"method":"GET","path":"/x","headers":"X: y"})", "\"headers\""},
        {R"({"method":"GET","path":"/x","headers":{"X":"a\r\nY: b"}})", "header \"X\" of the request holds a line break"},
        {R"({"method":"GET","path":"/x","headers":{"X\r\nY":"a"}})", "the name of a header"},
        {R"({"method":"GET","path":"/x","headers":{"X Y":"a"}})", "the name of a header"},
        {R"({"method":"GET","path":"/x","headers":{"Host":"evil"}})", "header \"Host\" is set by the engine"},
        {R"({"method":"POST","path":"/x","headers":{"transfer-encoding":"chunked"},"text":"0"})", "is set by the engine"},
        {R"({"method":"POST","path":"/x","headers":{"Content-Length":"3"},"text":"0"})", "is set by the engine"},
        {R"({"method":"POST","path":"/x","json":{},"text":""})", "both \"json\" and \"text\""},
        {R"({"method":"POST","path":"/x","text":7})", "\"text\""},
        {R"({"method":"POST","path":"/x","body":"x"})", "a member \"body\" that is not known"},
        {R"({"method":"POST","path":"/x","read_only":"yes"})", "\"read_only\""},
    }));
    CAPTURE(json);
    Line line;
    const auto answer = line.exchange(json);
    CHECK(line.transport.sent.empty());
    CHECK(answer["outcome"] == Value("not-sent"));
    CHECK_THAT(answer["error"].text_or(""), Catch::Contains(text));
}

TEST_CASE("plugin.http: a secret that would break a header is refused without being shown") {
    Line line;
    const auto broken = line.secrets.keep("token-with-newline\n");
    line.open(broken);
    const auto answer = line.http->exchange(Value::object({{"method", "GET"}, {"path", "/x"}, {"headers", Value::object({{"X-Auth-Token", broken}})}}));
    CHECK(line.transport.sent.empty());
    CHECK_THAT(answer["error"].text_or(""), Catch::Contains("X-Auth-Token") && !Catch::Contains("token-with-newline"));
}

TEST_CASE("plugin.http: requests beyond the limits are not sent") {
    Line line;
    CHECK_THAT(line.http->exchange(Value::object({{"method", "GET"}, {"path", "/" + std::string(20'000, 'x')}}))["error"].text_or(""), Catch::Contains("the limit is 16384"));
    CHECK_THAT(line.http->exchange(Value::object({{"method", "POST"}, {"path", "/x"}, {"text", std::string(8 * 1024 * 1024 + 1, 'x')}}))["error"].text_or(""), Catch::Contains("the limit is 8388608"));
    CHECK_THAT(line.http->exchange(Value::object({{"method", "GET"}, {"path", "/x"}, {"headers", Value::object({{"X", std::string(20'000, 'x')}})}}))["error"].text_or(""), Catch::Contains("the limit is 16384"));
    CHECK(line.transport.sent.empty());
}

TEST_CASE("plugin.http: a JSON answer is a tree, by its type or by its looks") {
    const auto type = GENERATE(as<std::string>(), "application/json", "application/problem+json;charset=utf-8", "text/plain", "");
    Line line;
    line.answers(200, type, R"( {"total":1.10})");
    const auto answer = line.exchange(R"({"method":"GET","path":"/x"})");
    CHECK(answer["outcome"] == Value("answered"));
    CHECK(answer["status"] == Value(200));
    CHECK(answer["json"] == Value::object({{"total", Value::number("1.10")}}));
    CHECK(answer.find("text") == nullptr);
    CHECK(answer.find("error") == nullptr);
}

TEST_CASE("plugin.http: an answer that should be JSON and is not is kept as text with the reason") {
    Line line;
    line.answers(200, "application/json", R"({"cut":)");
    const auto answer = line.exchange(R"({"method":"GET","path":"/x"})");
    CHECK(answer["text"] == Value(R"({"cut":)"));
    CHECK(answer.find("json") == nullptr);
    CHECK_THAT(answer["error"].text_or(""), Catch::Contains("should be JSON"));
}

TEST_CASE("plugin.http: an error page is kept as text, cut and repaired") {
    Line line;
    line.answers(502, "text/html", "{not json} \xff" + std::string(100'000, 'x'));
    const auto answer = line.exchange(R"({"method":"GET","path":"/x"})");
    CHECK(answer["status"] == Value(502));
    const auto text = answer["text"].text_or("");
    CHECK(text.size() == 64 * 1024);
    CHECK_THAT(text, Catch::StartsWith("{not json} \xef\xbf\xbdx"));
    CHECK_THAT(answer["error"].text_or(""), Catch::Contains("the first 65536 were kept"));
}

TEST_CASE("plugin.http: a multipart answer is data and is kept whole") {
    Line line;
    const std::string parts(300'000, 'p');
    line.answers(200, "multipart/mixed; boundary=x", parts);
    const auto answer = line.exchange(R"({"method":"POST","path":"/$batch","text":"x"})");
    CHECK(answer["text"] == Value(parts));
    CHECK(answer.find("error") == nullptr);
}

TEST_CASE("plugin.http: an answer without a body has an empty text and no error") {
    Line line;
    line.answers(204, "application/json", "");
    const auto answer = line.exchange(R"({"method":"GET","path":"/x"})");
    CHECK(answer["text"] == Value(""));
    CHECK(answer.find("json") == nullptr);
    CHECK(answer.find("error") == nullptr);
}

TEST_CASE("plugin.http: header names come in lower case, cookies a line each, other repetitions as a list") {
    Line line;
    line.transport.answer.response.headers = {{"Set-Cookie", "B1SESSION=1; path=/, x"}, {"SET-COOKIE", "ROUTEID=.node1"}, {"X-Rate", "1"}, {"x-rate", "2"}};
    const auto headers = line.exchange(R"({"method":"GET","path":"/x"})")["headers"];
    CHECK(headers["set-cookie"] == Value("B1SESSION=1; path=/, x\nROUTEID=.node1"));
    CHECK(headers["x-rate"] == Value("1, 2"));
    CHECK(headers.size() == 2);
}

TEST_CASE("plugin.http: what became of a request is told in three words, without secrets") {
    Line line;
    line.transport.answer = {base::Reach::not_sent, {}, "connection refused for secret-token"};
    auto answer = line.exchange(R"({"method":"GET","path":"/x"})");
    CHECK(answer["outcome"] == Value("not-sent"));
    CHECK(answer["error"] == Value("connection refused for ***"));
    line.transport.answer = {base::Reach::no_answer, {}, "timed out"};
    answer = line.exchange(R"({"method":"GET","path":"/x"})");
    CHECK(answer["outcome"] == Value("no-answer"));
    CHECK(answer["status"] == Value(0));
    line.transport.throws = true;
    answer = line.exchange(R"({"method":"GET","path":"/x"})");
    CHECK(answer["outcome"] == Value("no-answer"));
    CHECK(answer["error"] == Value("socket of *** died"));
}

TEST_CASE("plugin.http: a refusal that quotes a secret comes back without it, good data is not touched") {
    Line line;
    line.answers(401, "application/json", R"({"title":"secret-token is not valid"})");
    CHECK(line.exchange(R"({"method":"GET","path":"/x"})")["json"]["title"] == Value("*** is not valid"));
    line.answers(200, "application/json", R"({"name":"the secret-token song"})");
    CHECK(line.exchange(R"({"method":"GET","path":"/x"})")["json"]["name"] == Value("the secret-token song"));
}

TEST_CASE("plugin.http: the secret of another connection goes nowhere") {
    Line line;
    const std::string other = line.secrets.keep("another-password", "${env:ERP_PASSWORD}");
    for (const std::string& request : {R"({"method":"POST","path":"/x","json":{"comment":"see )" + other + R"("}})", R"({"method":"GET","path":"/x","query":{"q":")" + other + R"("}})",
                                       R"({"method":"GET","path":"/x","headers":{"X-Note":")" + other + R"("}})", R"({"method":"POST","path":"/x","text":")" + other + R"("})"}) {
        const Value answer = line.exchange(request);
        CHECK(answer["outcome"] == Value("not-sent"));
        CHECK(answer["error"].text_or("").find("${env:ERP_PASSWORD} stands in the request") != std::string::npos);
    }
    CHECK(line.transport.sent.empty());
}

TEST_CASE("plugin.http: a recorder sees every exchange with placeholders") {
    Line line;
    std::vector<std::pair<Value, Value>> seen;
    plugin::ConnectionHttp http(line.transport, Value::object({{"url", "http://x"}, {"token", line.token}}), line.secrets, "L/1",
                                [&](const Value& request, const Value& answer) { seen.emplace_back(request, answer); });
    const auto request = Value::object({{"method", "GET"}, {"path", "/x"}, {"headers", Value::object({{"X-Auth-Token", line.token}})}});
    const auto answer = http.exchange(request);
    http.exchange(Value::object());
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].first == request);
    CHECK(seen[0].second == answer);
}

TEST_CASE("plugin.http: an endpoint is read from the fields of a connection") {
    const auto endpoint = plugin::endpoint_of(Value::object({{"url", "https://b1.example:50000/b1s/v2/"},
                                                             {"ca_file", "/etc/b1.pem"},
                                                             {"fingerprint", "AB:" + std::string(62, 'c')},
                                                             {"verify", true},
                                                             {"timeout", 30'000}}));
    CHECK(endpoint.scheme == "https");
    CHECK(endpoint.host == "b1.example");
    CHECK(endpoint.port == 50000);
    CHECK(endpoint.base_path == "/b1s/v2");
    CHECK(endpoint.tls.ca_file == "/etc/b1.pem");
    CHECK(endpoint.tls.fingerprint_sha256 == "ab" + std::string(62, 'c'));
    CHECK(endpoint.tls.verify);
    CHECK(endpoint.timeout_ms == 30'000);
    CHECK(plugin::endpoint_of(Value::object({{"url", "http://127.0.0.1:8080"}, {"verify", false}})).tls.verify == false);
    CHECK(plugin::endpoint_of(Value::object({{"url", "http://localhost"}})).port == 80);
    CHECK(plugin::endpoint_of(Value::object({{"url", "https://[::1]:444/x"}})).host == "::1");
}

TEST_CASE("plugin.http: fields of a connection that lead nowhere are refused with what to write") {
    const auto [json, text] = GENERATE(table<std::string, std::string>({
        {R"({})", "\"url\": the URL must begin with https://"},
        {R"({"url":"https://x:99999"})", "port"},
        {R"({"url":"https://user:hunter2@x"})", "must not have a user or a password"},
        {R"({"url":"https://x/y?z=1"})", "must not have a query"},
        {R"({"url":"https://x","fingerprint":"abc"})", "64 hexadecimal digits"},
        {R"({"url":"https://x","timeout":0})", "\"timeout\""},
        {R"({"url":"https://x","timeout":999999999})", "\"timeout\""},
    }));
    CAPTURE(json);
    CHECK_THROWS_WITH(plugin::endpoint_of(message::parse_json(json)), Catch::Contains(text) && !Catch::Contains("hunter2"));
}

TEST_CASE("plugin.http: every field of a connection that leads nowhere is told by name") {
    const auto problems = plugin::endpoint_problems(message::parse_json(R"({"url":"ftp://x","fingerprint":"abc","timeout":0})"));
    REQUIRE(problems.size() == 3);
    CHECK(problems[0].field == "url");
    CHECK(problems[1].field == "fingerprint");
    CHECK(problems[2].field == "timeout");
    CHECK(plugin::endpoint_problems(message::parse_json(R"({"url":"https://x"})")).empty());
}
