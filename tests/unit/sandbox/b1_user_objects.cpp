// Protects user tables, fields and keys: what the connector's keys rest on.
#include "b1_fixture.hpp"

using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;
using namespace ledgerline;

TEST_CASE("sandbox.b1 user objects: a field on ORDR is on every order, can be filtered and stands before the lines") {
    Bench bench;
    bench.add_user_objects();
    bench.posted(Bench::order(R"("U_LL_Line":"7")", R"("U_LL_Key":"order:shop:1")"));
    const Answer answer = bench.get("Orders?$filter=U_LL_Key eq 'order:shop:1' and CancelStatus eq 'csNo'&$select=DocEntry,DocNum");
    CHECK(answer.body["value"].size() == 1);
    const std::string text = bench.get("Orders(1)").text;
    CHECK(text.find("\"U_LL_Key\"") < text.find("\"DocumentLines\""));
    CHECK(bench.get("Drafts?$filter=U_LL_Key eq 'x'").status == 200);
}

TEST_CASE("sandbox.b1 user objects: a row's Code is unique, 50 characters long and case-sensitive") {
    Bench bench;
    bench.add_user_objects();
    CHECK(bench.post("U_LEDGERLINE", R"({"Code":"a"})").status == 201);
    const Answer again = bench.post("U_LEDGERLINE", R"({"Code":"a"})");
    CHECK(again.status == 400);
    CHECK(again.code() == "-2035");
    CHECK(bench.post("U_LEDGERLINE", R"({"Code":"A"})").status == 201);
    CHECK(bench.post("U_LEDGERLINE", R"({"Code":")" + std::string(51, 'x') + "\"}").status == 400);
    CHECK(bench.get("U_LEDGERLINE('a')").body["Name"].text_or("") == "a");
    CHECK(bench.call("DELETE", "/b1s/v2/U_LEDGERLINE('a')").status == 204);
    CHECK(bench.get("U_LEDGERLINE('a')").status == 404);
}

TEST_CASE("sandbox.b1 user objects: a second table or field of the same name is -2035") {
    Bench bench;
    bench.add_user_objects();
    CHECK(bench.post("UserTablesMD", R"({"TableName":"LEDGERLINE","TableType":"bott_NoObject"})").code() == "-2035");
    CHECK(bench.post("UserFieldsMD", R"({"TableName":"ORDR","Name":"LL_Key","Type":"db_Alpha","Size":50})").code() == "-2035");
    CHECK(bench.get("UserFieldsMD?$filter=TableName eq 'ORDR' and Name eq 'LL_Key'").body["value"].size() == 1);
    CHECK(bench.get("UserTablesMD('LEDGERLINE')").status == 200);
}

TEST_CASE("sandbox.b1 user objects: fields of a user table and a unique key over them") {
    Bench bench;
    bench.add_user_objects();
    REQUIRE(bench.post("UserFieldsMD", R"({"TableName":"@LEDGERLINE","Name":"ExtId","Type":"db_Alpha","Size":20})").status == 201);
    REQUIRE(bench.post("UserKeysMD", R"({"TableName":"@LEDGERLINE","KeyName":"LLX1","Unique":"tYES","UserKeysMD_Elements":[{"ColumnAlias":"ExtId"}]})").status == 201);
    CHECK(bench.post("U_LEDGERLINE", R"({"Code":"1","U_ExtId":"x"})").status == 201);
    CHECK(bench.post("U_LEDGERLINE", R"({"Code":"2","U_ExtId":"x"})").code() == "-2035");
    CHECK(bench.post("U_LEDGERLINE", R"({"Code":"2","U_ExtId":"y"})").status == 201);
    CHECK(bench.patch("U_LEDGERLINE('2')", R"({"U_ExtId":"x"})").code() == "-2035");
    CHECK(bench.post("U_LEDGERLINE", R"({"Code":"3","U_ExtId":")" + std::string(21, 'x') + "\"}").status == 400);
}

TEST_CASE("sandbox.b1 user objects: they wait for a restart, by a switch") {
    CompanySettings settings = Bench::german();
    settings.user_fields_visible = Visible::after_restart;
    Bench bench(settings);
    bench.add_user_objects();
    CHECK(bench.post("U_LEDGERLINE", R"({"Code":"1"})").message().find("Unrecognized resource path") == 0);
    CHECK(bench.post("Orders", Bench::order("\"Quantity\":1", R"("U_LL_Key":"k")")).message() == "Property 'U_LL_Key' of 'Document' is invalid");
    bench.company.restart();
    CHECK(bench.get("Items").status == 401);
    bench.login();
    CHECK(bench.post("U_LEDGERLINE", R"({"Code":"1"})").status == 201);
}

TEST_CASE("sandbox.b1 user objects: a table that numbers itself") {
    Bench bench;
    bench.post("UserTablesMD", R"({"TableName":"LOG","TableType":"bott_NoObjectAutoIncrement"})");
    bench.post("U_LOG", R"({"Name":"one"})");
    CHECK(bench.post("U_LOG", R"({"Name":"two"})").body["Code"].text_or("") == "2");
}
