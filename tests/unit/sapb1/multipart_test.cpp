// Protects the reading of $batch answers: which order got which answer, and that whatever is not certain is unknown. The texts
// have the byte forms that real servers send (CRLF, the odd "\n\r\n" after a body, Content-ID in two places).
#include "sapb1/attribution.hpp"
#include "sapb1/multipart.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace sapb1;

namespace {

std::string done_v2(int number) {
    const std::string h = "changesetresponse_" + std::to_string(number);
    const std::string id1 = std::to_string(number * 2 + 1), id2 = std::to_string(number * 2 + 2);
    return "--batchresponse_G\r\nContent-Type: multipart/mixed; boundary=" + h + "\r\n\r\n--" + h +
           "\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: " + id1 +
           "\r\n\r\nHTTP/1.1 201 Created\r\nContent-Type: application/json;odata.metadata=minimal;charset=utf-8\r\n\r\n{\"Code\":\"k\"}\n\r\n--" + h +
           "\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: " + id2 +
           "\r\n\r\nHTTP/1.1 201 Created\r\nLocation: https://h:50000/b1s/v2/Orders(81" + std::to_string(number) + ")\r\n\r\n{\n\t\"DocEntry\" : 81" +
           std::to_string(number) + "\n}\n\r\n--" + h + "--\r\n";
}

std::string refused(const std::string& body = "{\"error\":{\"code\":\"-10\",\"message\":\"no\"}}") {
    return "--batchresponse_G\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 400 Bad Request\r\n"
           "Content-Type: application/json\r\n\r\n" + body + "\n\r\n";
}

const std::string type = "multipart/mixed;boundary=batchresponse_G";
const std::string end = "--batchresponse_G--\r\n";

using Owners = std::vector<std::optional<std::size_t>>;

std::vector<Fate> fates(const BatchAnswer& answer, std::size_t sent, Owners owners = {}) {
    owners.resize(answer.parts.size());
    std::vector<Fate> out;
    for (const Attribution& attribution : attribute(answer, sent, owners)) out.push_back(attribution.fate);
    return out;
}

} // namespace

TEST_CASE("order.sapb1 batch: a request has one change set for each order, unquoted boundaries and distinct Content-IDs") {
    const BatchRequest request = write_batch({{{"/b1s/v2/U_LEDGERLINE", "{\"Code\":\"a\"}", false}, {"/b1s/v2/Orders", "{}", false}}, {{"/b1s/v2/U_LEDGERLINE", "{}", false}, {"/b1s/v2/Orders", "{}", true}}});
    CHECK(request.content_type == "multipart/mixed;boundary=batch_ledgerline");
    const std::string first = "--batch_ledgerline\r\nContent-Type: multipart/mixed;boundary=changeset_1\r\n\r\n--changeset_1\r\nContent-Type: application/http\r\n"
                              "Content-Transfer-Encoding: binary\r\nContent-ID: 1\r\n\r\nPOST /b1s/v2/U_LEDGERLINE HTTP/1.1\r\nContent-Type: application/json\r\n\r\n"
                              "{\"Code\":\"a\"}\r\n\r\n--changeset_1\r\n";
    CHECK(request.body.substr(0, first.size()) == first);
    CHECK(request.body.find("Content-ID: 4\r\n\r\nPOST /b1s/v2/Orders HTTP/1.1\r\nContent-Type: application/json\r\nPrefer: return-no-content\r\n\r\n{}") != std::string::npos);
    CHECK(request.body.find("Content-ID: 5") == std::string::npos);
    const std::string closing = "--changeset_2--\r\n--batch_ledgerline--\r\n";
    CHECK(request.body.substr(request.body.size() - closing.size()) == closing);
}

TEST_CASE("order.sapb1 batch: a Content-ID names its change set") {
    CHECK(change_set_of("1", 2) == 0u);
    CHECK(change_set_of("2", 2) == 0u);
    CHECK(change_set_of("3", 2) == 1u);
    CHECK_FALSE(change_set_of("0", 2).has_value());
    CHECK_FALSE(change_set_of("", 2).has_value());
    CHECK_FALSE(change_set_of("a1", 2).has_value());
}

TEST_CASE("order.sapb1 batch: a change set that was done is read with status, body, Content-ID and location of each part") {
    const std::string text = done_v2(0) + end;
    const BatchAnswer answer = read_batch(type, text);
    REQUIRE(answer.complete);
    REQUIRE(answer.parts.size() == 1);
    REQUIRE(answer.parts[0].is_change_set);
    REQUIRE(answer.parts[0].answers.size() == 2);
    CHECK(answer.parts[0].answers[1].status == 201);
    CHECK(answer.parts[0].answers[1].body == "{\n\t\"DocEntry\" : 810\n}");
    CHECK(answer.parts[0].answers[1].content_id == "2");
    CHECK(answer.parts[0].answers[1].location == "https://h:50000/b1s/v2/Orders(810)");
}

TEST_CASE("order.sapb1 batch: version 1 puts the Content-ID behind the status line") {
    const std::string text = "--batchresponse_G\r\nContent-Type: multipart/mixed; boundary=\"h\"\r\n\r\n--h\r\nContent-Type: application/http\r\n\r\n"
                             "HTTP/1.1 201 Created\r\nContent-ID: 2\r\nDataServiceVersion: 3.0\r\n\r\n{}\n\r\n--h--\r\n" + end;
    const BatchAnswer answer = read_batch("multipart/mixed; boundary=\"batchresponse_G\"", text);
    REQUIRE(answer.parts.size() == 1);
    REQUIRE(answer.parts[0].answers.size() == 1);
    CHECK(answer.parts[0].answers[0].content_id == "2");
}

TEST_CASE("order.sapb1 batch: an answer without a body is still an answer") {
    const std::string text = "--batchresponse_G\r\nContent-Type: multipart/mixed; boundary=h\r\n\r\n--h\r\nContent-Type: application/http\r\n\r\n"
                             "HTTP/1.1 204 No Content\r\nOData-Version: 4.0\r\n\r\n\r\n--h--\r\n" + end;
    const BatchAnswer answer = read_batch(type, text);
    REQUIRE(answer.parts.size() == 1);
    CHECK(answer.parts[0].answers[0].status == 204);
    CHECK(answer.parts[0].answers[0].body.empty());
}

TEST_CASE("order.sapb1 batch: lines that end with LF only are read as well") {
    std::string text = done_v2(0) + refused() + end;
    text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
    CHECK(fates(read_batch(type, text), 2) == std::vector<Fate>{Fate::done, Fate::refused});
}

TEST_CASE("order.sapb1 batch: what stands behind the first failure was not executed") {
    const std::string text = done_v2(0) + refused() + end;
    CHECK(fates(read_batch(type, text), 4) == std::vector<Fate>{Fate::done, Fate::refused, Fate::not_executed, Fate::not_executed});
}

TEST_CASE("order.sapb1 batch: an answer that was cut off says nothing about what is missing") {
    const std::string text = done_v2(0) + refused();
    CHECK(fates(read_batch(type, text), 3) == std::vector<Fate>{Fate::done, Fate::unknown, Fate::unknown});
}

TEST_CASE("order.sapb1 batch: wherever the text is cut, nothing is taken for refused or not executed that might be done") {
    const std::string text = done_v2(0) + done_v2(1) + end;
    for (std::size_t size = 0; size < text.size(); ++size) {
        const std::string cut = text.substr(0, size);
        for (const Fate fate : fates(read_batch(type, cut), 2)) {
            INFO("cut at " << size);
            CHECK((fate == Fate::done || fate == Fate::unknown));
        }
    }
}

TEST_CASE("order.sapb1 batch: fewer answers than orders without a failure leave the rest unknown") {
    const std::string text = done_v2(0) + end;
    CHECK(fates(read_batch(type, text), 2) == std::vector<Fate>{Fate::done, Fate::unknown});
}

TEST_CASE("order.sapb1 batch: answers in another order are told apart by what they name") {
    const std::string text = done_v2(1) + done_v2(0) + end;
    const BatchAnswer answer = read_batch(type, text);
    const auto found = attribute(answer, 2, {1, 0});
    CHECK(found[0].part == 1);
    CHECK(found[1].part == 0);
}

TEST_CASE("order.sapb1 batch: a failure without a name belongs to nobody when the order is disturbed") {
    const std::string text = done_v2(1) + refused() + end;
    CHECK(fates(read_batch(type, text), 3, {1, std::nullopt}) == std::vector<Fate>{Fate::unknown, Fate::done, Fate::unknown});
}

TEST_CASE("order.sapb1 batch: two answers that name one order leave it unknown") {
    const std::string text = done_v2(0) + done_v2(0) + end;
    CHECK(fates(read_batch(type, text), 2, {0, 0}) == std::vector<Fate>{Fate::unknown, Fate::unknown});
}

TEST_CASE("order.sapb1 batch: more answers than orders are believed only where they name one") {
    const std::string text = refused() + refused() + refused() + end;
    CHECK(fates(read_batch(type, text), 2) == std::vector<Fate>{Fate::unknown, Fate::unknown});
}

TEST_CASE("order.sapb1 batch: an answer that is no multipart says why") {
    CHECK(read_batch("text/html", "<html>").problem == "the answer is not multipart but \"text/html\"");
    CHECK(read_batch("multipart/mixed", "--x").problem == "the answer names no boundary");
    CHECK(fates(read_batch("text/html", "<html>"), 1) == std::vector<Fate>{Fate::unknown});
}
