// Compares the sandbox's own tables of types with the official $metadata, where a copy of it stands beside the source tree: every
// property, its kind, and the order that answers are written in.
#include "b1/metadata.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace ledgerline::sandbox::b1;

namespace {

namespace fs = std::filesystem;

fs::path folder() { return fs::path(LEDGERLINE_SOURCE_DIR).parent_path() / "shared" / "specs" / "sapb1"; }

constexpr const char* compared_types[] = {"Document", "DocumentLine", "DocumentAdditionalExpense", "AddressExtension", "TaxExtension", "DocumentReference", "DownPaymentToDraw",
    "DocumentPackage", "DocumentPackageItem", "BatchNumber", "SerialNumber", "DocumentLinesBinAllocation", "Payment", "PaymentInvoice", "PaymentCreditCard", "PaymentCheck", "PaymentAccount",
    "Item", "ItemPrice", "UoMPrice", "ItemWarehouseInfo", "ItemBarCode", "BusinessPartner", "BPAddress", "ContactEmployee", "Warehouse", "VatGroup", "VatGroups_Line", "AdditionalExpense",
    "ShippingType", "UserFieldMD", "UserTablesMD", "UserKeysMD", "AdminInfo", "CompanyInfo", "ProductTree", "ProductTreeLine", "SpecialPrice", "SpecialPriceDataArea", "SpecialPriceQuantityArea", "PriceList", "SQLQuery", "StockTransfer",
    "StockTransferLine"};

std::string read(const char* name) {
    std::ifstream in(folder() / name);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

std::vector<std::vector<std::string>> rows_of(const char* name) {
    std::vector<std::vector<std::string>> out;
    std::ifstream in(folder() / name);
    for (std::string line; std::getline(in, line);) {
        std::istringstream row(line);
        out.emplace_back();
        for (std::string cell; std::getline(row, cell, ',');) out.back().push_back(cell);
    }
    return out;
}

std::string attribute(const std::string& element, const std::string& name) {
    const std::size_t at = element.find(" " + name + "=\"");
    if (at == std::string::npos) return "";
    const std::size_t from = at + name.size() + 3;
    return element.substr(from, element.find('"', from) - from);
}

// The text of a type, without the elements around it; "" if the file lacks it.
std::string body_of(const std::string& xml, const std::string& type) {
    for (const char* kind : {"EntityType", "ComplexType"}) {
        const std::size_t at = xml.find("<" + std::string(kind) + " Name=\"" + type + "\"");
        if (at != std::string::npos) return xml.substr(at, xml.find("</" + std::string(kind) + ">", at) - at);
    }
    return "";
}

struct Official {
    std::string name, type;
};

std::vector<Official> properties_of(const std::string& body) {
    std::vector<Official> out;
    for (std::size_t at = body.find("<Property "); at != std::string::npos; at = body.find("<Property ", at + 1)) {
        const std::string element = body.substr(at, body.find('>', at) - at);
        out.push_back({attribute(element, "Name"), attribute(element, "Type")});
    }
    return out;
}

std::string official_kind(const Property& property) {
    switch (property.kind) {
        case Kind::integer: return "Edm.Int32";
        case Kind::number: return "Edm.Double";
        case Kind::text: return "Edm.String";
        case Kind::date: return "Edm.DateTimeOffset";
        case Kind::time: return "Edm.TimeOfDay";
        case Kind::enumeration: return "SAPB1." + property.enumeration->name;
        case Kind::complex: return "SAPB1." + property.element_name;
        case Kind::list: return "Collection(SAPB1." + property.element_name + ")";
    }
    return "";
}

bool nested(const std::string& type) { return type.starts_with("Collection("); }

} // namespace

TEST_CASE("sandbox.b1 metadata: every property of the official types is known, with its kind and in its order") {
    if (!fs::exists(folder())) {
        WARN("there is no $metadata beside the source tree: nothing was compared");
        return;
    }
    const std::string xml = read("metadata-v2-subset.xml");
    const Schema schema;
    for (const char* name : compared_types) {
        INFO(name);
        const Type& type = schema.type(name);
        const std::vector<Official> official = properties_of(body_of(xml, name));
        REQUIRE_FALSE(official.empty());
        std::vector<std::string> theirs, ours;
        for (const Official& property : official) {
            INFO(property.name);
            const Property* own = type.find(property.name);
            REQUIRE(own);
            CHECK(official_kind(*own) == property.type);
            if (!nested(property.type) && own->kind != Kind::complex) theirs.push_back(property.name);
        }
        // Collections and complex values stand behind the simple properties in recorded answers, so each group has an order of its own.
        for (const Property* property : type.in_order())
            if (std::find(theirs.begin(), theirs.end(), property->name) != theirs.end()) ours.push_back(property->name);
        CHECK(ours == theirs);
    }
}

TEST_CASE("sandbox.b1 metadata: every member of the official enumerations is known") {
    if (!fs::exists(folder())) {
        WARN("there is no $metadata beside the source tree: nothing was compared");
        return;
    }
    const Schema schema;
    std::size_t compared = 0;
    for (const auto& cells : rows_of("enums.csv")) {
        constexpr const char* looked_at[] = {"BoStatus", "CancelStatusEnum", "BoYesNoEnum", "DownPaymentTypeEnum", "BoSoStatus", "BoRcptInvTypes", "BoRcptTypes", "BoRcptCredTypes",
                                             "DocumentAuthorizationStatusEnum", "BoObjectTypes", "ReferencedObjectTypeEnum", "BoItemTreeTypes", "BoCardTypes", "BoAddressType"};
        if (std::find(std::begin(looked_at), std::end(looked_at), cells.front()) == std::end(looked_at)) continue;
        INFO(cells[0] << "." << cells[1]);
        const Enumeration::Member* member = schema.enumeration(cells[0]).find(cells[1]);
        REQUIRE(member);
        CHECK(member->code == cells[2]);
        ++compared;
    }
    CHECK(compared > 100);
}

TEST_CASE("sandbox.b1 metadata: read-only properties are those of the official table") {
    if (!fs::exists(folder())) {
        WARN("there is no table of fields beside the source tree: nothing was compared");
        return;
    }
    const Schema schema;
    std::size_t compared = 0;
    for (const auto& cells : rows_of("fields.csv")) {
        if (cells.size() < 10 || std::find(std::begin(compared_types), std::end(compared_types), cells[1]) == std::end(compared_types)) continue;
        const Property* own = schema.type(cells[1]).find(cells[2]);
        if (!own || cells[9].empty()) continue; // newer than the tables, or not said
        INFO(cells[1] << "." << cells[2]);
        CHECK(own->read_only == (cells[9] == "false"));
        ++compared;
    }
    CHECK(compared > 1'500);
}
