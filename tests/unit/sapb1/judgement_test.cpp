// Protects who gets a refusal: the code of the exception, what its cause is shared by, and whether it may pass by itself. Each
// row is an answer as it was captured on a live system, in both shapes where they differ.
#include "sapb1/judgement.hpp"

#include <catch2/catch.hpp>

using namespace sapb1;

namespace {

DocumentFacts order() { return {"USD", "2026-01-31", "C20007", "11", "", {"SKU-1", "SKU-2"}, {"A1", "A1"}}; }
Judgement judged(int status, const std::string& code, const std::string& text) { return judge({status, code, text}, order()); }

} // namespace

TEST_CASE("order.sapb1 refusals: a code is read from the text where the code itself is another") {
    CHECK(odbc_code("Another user ... open the window again '' (RDR1) (ODBC -2039)") == -2039);
    CHECK_FALSE(odbc_code("no code").has_value());
    CHECK(Fault{400, "-1", "(ODBC -2035)"}.is(-2035));
}

TEST_CASE("order.sapb1 refusals: the field and line that SAP names are found") {
    const auto place = place_in("Quantity falls into negative inventory  [IGE1.ItemCode][line: 2]");
    REQUIRE(place);
    CHECK(place->table == "IGE1");
    CHECK(place->field == "ItemCode");
    CHECK(place->line == 2);
    CHECK_FALSE(place_in("no [place] here").has_value());
}

TEST_CASE("order.sapb1 refusals: each known refusal becomes its exception") {
    struct Row {
        int status;
        const char *code, *text, *expected, *subject;
    };
    const std::vector<Row> rows = {
        {400, "-4013", "Posting period locked; specify an alternative date", "PERIOD_CLOSED", "period:2026-01"},
        {400, "-10", "Date deviates from permissible range  [ORDR.DocDate]", "PERIOD_CLOSED", "period:2026-01"},
        {400, "-10", "Update the exchange rate  , 'USD'", "CURRENCY_RATE_MISSING", "currency:USD"},
        {400, "-1116", "(13000316) Credit Limit Exceeded! Current Limit is 10.00, Balance Amount is 5,379.00", "CREDIT_LIMIT", "partner:C20007"},
        {400, "-5002", "Invalid BP code  [ORDR.CardCode] , 'C20007'", "CUSTOMER_NOT_FOUND", "partner:C20007"},
        {400, "-10", "Business partner 'C20007' is inactive  [ORDR.CardCode]", "PARTNER_INACTIVE", "partner:C20007"},
        {400, "-10", "Item 'SKU-2' is inactive  [RDR1.ItemCode][line: 2]", "ITEM_INACTIVE", "sku:SKU-2"},
        {400, "-10", "Item number is missing; specify an item number [DocumentLines.ItemCode][line: 2]", "SKU_NOT_FOUND", "sku:SKU-2"},
        {400, "-2028", "No matching records found  [RDR1.ItemCode][line: 1] (ODBC -2028)", "SKU_NOT_FOUND", "sku:SKU-1"},
        {400, "-10", "Invalid tax definition  [RDR1.VatGroup][line: 1]", "TAX_CODE_MISSING", "tax:A1"},
        {400, "-4002", "To generate this document, first define the numbering series", "ERP_REJECTED", "series:11"},
        {400, "-5002", "Specify an active branch [ODRF.BPLId]", "ERP_REJECTED", "branch:"},
        {400, "-10", "Warehouse is not assigned  [RDR1.ItemCode][line: 2]", "ERP_REJECTED", "sku:SKU-2"},
        {400, "-1116", "Business partner: telephone is missing for item SKU-1", "ERP_REJECTED", ""},
        {400, "-1116", "Mobile number already used", "ERP_REJECTED", ""},
        {400, "-10", "Quantity falls into negative inventory  [RDR1.ItemCode][line: 1]", "ERP_REJECTED", ""},
        {400, "-4014", "Cannot add row without complete selection of batch/serial numbers", "ERP_REJECTED", ""},
    };
    for (const Row& row : rows) {
        INFO(row.text);
        const Judgement judgement = judged(row.status, row.code, row.text);
        CHECK(judgement.meaning == Meaning::rejected);
        CHECK(judgement.code == row.expected);
        CHECK(judgement.subject == row.subject);
        CHECK_THAT(judgement.message, Catch::Contains(row.text));
    }
}

TEST_CASE("order.sapb1 refusals: an inactive item waits for its item") { CHECK(judged(400, "-10", "Item 'SKU-2' is inactive").waits_for == "item:SKU-2"); }

TEST_CASE("order.sapb1 refusals: contention is tried again, whatever its status") {
    for (const int status : {400, 412}) {
        const Judgement judgement = judged(status, "-2039", "Another user or another operation modified data; to continue, open the window again (ODBC -2039)");
        CHECK(judgement.meaning == Meaning::retry);
        CHECK(judgement.code == "ERP_LOCKED");
    }
    CHECK(judged(400, "-1", "Could not commit transaction: Commit failed").meaning == Meaning::retry);
}

TEST_CASE("order.sapb1 refusals: a translated text is decided by its code") {
    CHECK(judged(400, "-4013", "Periodo de contabilización bloqueado").code == "PERIOD_CLOSED");
    CHECK(judged(400, "-2039", "Otro usuario ha modificado los datos (ODBC -2039)").meaning == Meaning::retry);
    CHECK(judged(400, "-10", "Texto desconocido").code == "ERP_REJECTED");
}

TEST_CASE("order.sapb1 refusals: an existing entry and an unknown one are looked up first") {
    CHECK(judged(400, "-2035", "This entry already exists in the following tables (ODBC -2035)").meaning == Meaning::exists);
    CHECK(judged(400, "-2028", "No matching records found (ODBC -2028)").meaning == Meaning::unclear);
    CHECK(judged(404, "-2028", "No matching records found (ODBC -2028)").meaning == Meaning::unclear);
}

TEST_CASE("order.sapb1 refusals: an answer from the middle of nowhere leaves the outcome open") {
    CHECK(judged(500, "", "Internal Server Error").meaning == Meaning::unknown);
    CHECK(judged(502, "", "502 Proxy Error").meaning == Meaning::unknown);
    CHECK(judged(504, "", "504 Gateway Time-out").meaning == Meaning::unknown);
    CHECK(judged(503, "", "Service Unavailable").meaning == Meaning::retry);
}

TEST_CASE("order.sapb1 refusals: what every order would meet is no order's fault") {
    CHECK(judged(400, "-1000", "Property 'U_LL_Key' of 'Document' is invalid").meaning == Meaning::blocked);
    CHECK(judged(403, "-6006", "You are not permitted to perform this action").meaning == Meaning::blocked);
    CHECK(judged(400, "-1002", "Invalid entityset").meaning == Meaning::blocked);
    CHECK(judged(400, "-1000", "Property 'U_LL_Key' of 'Document' is invalid").code == "CONFIG_DRIFT");
}

TEST_CASE("order.sapb1 refusals: a code that could be two lines' is nobody's") { CHECK(judged(400, "-10", "Items SKU-1 and SKU-2 are inactive").subject.empty()); }

TEST_CASE("order.sapb1 refusals: a base document that is closed already is looked up, because the first try may have closed it") {
    const Judgement judgement = judged(400, "-5002", "One of the base documents has already been closed  [DLN1.BaseEntry][line: 1]");
    CHECK(judgement.meaning == Meaning::unclear);
}
