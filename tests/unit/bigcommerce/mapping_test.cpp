// Protects the mapping: what the store says of an order stands in the canonical Order, digit by digit, whatever shape the
// store gave it; what cannot be read refuses this order with the place and the reason.
#include "room.hpp"

using namespace bigcommerce_room;

namespace {

Value& line(Answers& answers, std::size_t index = 0) { return (*answers.parts["products"].as_array())[index]; }

} // namespace

TEST_CASE("order.bigcommerce mapping: the sample order is the canonical order beside it") {
    Answers answers = sample_order();
    CHECK(message::write_json_canonical(body_of(answers)) == message::write_json_canonical(read_json(sample("order.canonical.json"))));
}

TEST_CASE("order.bigcommerce mapping: numbers may be text and text may be numbers") {
    Answers answers = sample_order();
    answers.order.set("status_id", "11");
    answers.order.set("customer_id", "31");
    answers.order.set("total_inc_tax", Value::number("50.4"));
    answers.order.set("shipping_cost_inc_tax", 6);
    line(answers).set("id", "501");
    line(answers).set("quantity", "2");
    line(answers, 1).set("quantity", Value::number("1.0"));
    const Value body = body_of(answers);
    CHECK(body["status"]["code"].text_or("") == "11");
    CHECK(body["customer"]["kind"].text_or("") == "registered");
    CHECK(body["totals"]["inc_tax"].text_or("") == "50.4");
    CHECK(body["shipping"]["inc_tax"].text_or("") == "6");
    CHECK((*body["lines"].as_array())[0]["quantity"] == Value(2));
    CHECK((*body["lines"].as_array())[1]["quantity"] == Value(1));
}

TEST_CASE("order.bigcommerce mapping: null, {} and nothing all mean that a text, an id or a charge is not set") {
    for (const int how : {0, 1, 2}) {
        Answers answers = sample_order();
        const auto unset = [&](Value& in, const char* name) {
            if (how == 0) in.erase(name);
            else in.set(name, how == 1 ? Value() : Value::object());
        };
        for (const char* name : {"staff_notes", "payment_method", "external_id", "handling_cost_ex_tax", "handling_cost_inc_tax", "handling_cost_tax", "discount_amount", "store_credit_amount",
                                 "store_default_currency_code", "is_deleted"})
            unset(answers.order, name);
        unset(line(answers), "parent_order_product_id");
        unset(line(answers), "wrapping_message");
        unset(line(answers), "discounted_total_inc_tax");
        unset((*answers.parts["transactions"].member("data").as_array())[1], "reference_transaction_id");
        const Value body = body_of(answers);
        INFO(how);
        CHECK(body["notes"]["staff"] == Value(""));
        CHECK(body["handling"]["inc_tax"] == Value("0"));
        CHECK(body["discounts"]["order"] == Value("0"));
        CHECK(body["store_currency"] == Value("GBP"));
        CHECK((*body["lines"].as_array())[0]["discounted_total_inc_tax"] == Value(""));
    }
}

TEST_CASE("order.bigcommerce mapping: what an order cannot be without refuses it and says where") {
    struct Case { const char *part, *member; };
    for (const Case& one : {Case{"order", "total_inc_tax"}, Case{"order", "subtotal_ex_tax"}, Case{"order", "customer_id"}, Case{"order", "date_created"}, Case{"products", "id"},
                            Case{"products", "quantity"}, Case{"products", "price_inc_tax"}, Case{"products", "total_tax"}, Case{"taxes", "rate"}, Case{"shipping_addresses", "id"}}) {
        Answers answers = sample_order();
        Value& from = std::string_view(one.part) == "order" ? answers.order : answers.parts[one.part].as_array()->front();
        from.erase(one.member);
        const std::string why = refusal_of(answers);
        INFO(one.part << " " << one.member << ": " << why);
        CHECK(why.find("Order 1203 cannot be read") != std::string::npos);
        CHECK(why.find(one.member) != std::string::npos);
    }
}

TEST_CASE("order.bigcommerce mapping: an amount that is none refuses the order with its text") {
    for (const char* amount : {"7,50", "12.50 GBP", "NaN", "", "1e3"}) {
        Answers answers = sample_order();
        answers.order.set("total_tax", amount);
        INFO(amount);
        CHECK(refusal_of(answers).find("total_tax") != std::string::npos);
    }
}

TEST_CASE("order.bigcommerce mapping: a number beyond every amount refuses the order") {
    Answers answers = sample_order();
    answers.order.set("total_inc_tax", Value::number("1e999"));
    CHECK(refusal_of(answers).find("total_inc_tax") != std::string::npos);
}

TEST_CASE("order.bigcommerce mapping: every state of payment has its word") {
    for (const auto& [stated, state] : std::map<std::string, std::string>{{"", "none"}, {"authorized", "authorized"}, {"capture pending", "authorized"}, {"captured", "captured"}, {"paid", "captured"},
             {"declined", "declined"}, {"held for review", "review"}, {"partially refunded", "partially_refunded"}, {"pending", "pending"}, {"refunded", "refunded"}, {"void", "void"},
             {"void pending", "void"}, {"something new", "unknown"}}) {
        Answers answers = sample_order();
        answers.order.set("payment_status", stated);
        const Value body = body_of(answers);
        CHECK(body["payment"]["state"] == Value(state));
        CHECK(body["payment"]["stated"] == Value(stated));
    }
}

TEST_CASE("order.bigcommerce mapping: every status has its phase") {
    const std::vector<std::string> phases{"", "awaiting_payment", "fulfilled", "open", "refunded", "cancelled", "declined", "awaiting_payment", "open", "open", "fulfilled", "open", "verification", "disputed", "open"};
    for (std::size_t id = 1; id < phases.size(); ++id) {
        Answers answers = sample_order();
        answers.order.set("status_id", static_cast<int>(id));
        INFO(id);
        CHECK(body_of(answers)["status"]["phase"] == Value(phases[id]));
    }
}

TEST_CASE("order.bigcommerce mapping: whether prices contain tax is stated, or said in the deployment, and never guessed") {
    Answers answers = sample_order();
    answers.order.erase("is_tax_inclusive_pricing");
    for (const auto& [prices, with_tax] : std::map<std::string, bool>{{"with-tax", true}, {"without-tax", false}}) CHECK(body_of(answers, prices)["prices_include_tax"] == Value(with_tax));
    CHECK_THAT(refusal_of(answers), Catch::Contains("say it in the source's field `prices`"));
}

TEST_CASE("order.bigcommerce mapping: an attempt to pay that failed may have neither amount nor date") {
    Answers answers = sample_order();
    answers.parts["transactions"] = json(R"({"data":[{"id":7003,"event":"purchase","method":"credit_card","gateway":"stripe","amount":null,"currency":"GBP","date_created":"","status":"error","test":false}]})");
    const Value body = body_of(answers);
    const Value& transaction = body["payment"]["transactions"].as_array()->at(0);
    CHECK(transaction["amount"] == Value(""));
    CHECK(transaction["at"] == Value(""));
    CHECK(transaction["ok"] == Value(false));
}

TEST_CASE("order.bigcommerce mapping: a currency has its own minor unit") {
    for (const auto& [currency, decimals] : std::map<std::string, int>{{"GBP", 2}, {"EUR", 2}, {"JPY", 0}, {"KRW", 0}, {"KWD", 3}, {"TND", 3}}) {
        Answers answers = sample_order();
        answers.order.set("default_currency_code", currency);
        CHECK(body_of(answers)["decimals"] == Value(decimals));
    }
}

TEST_CASE("order.bigcommerce mapping: the currency is the one that the shopper pays in, not the one that was shown") {
    Answers answers = sample_order();
    answers.order.set("currency_code", "USD");
    answers.order.set("currency_exchange_rate", "1.2500000000");
    const Value body = body_of(answers);
    CHECK(body["currency"] == Value("GBP"));
    CHECK(body["display_currency"] == Value("USD"));
    CHECK(body["display_rate"] == Value("1.2500000000"));
}

TEST_CASE("order.bigcommerce mapping: a rate between two currencies is never made up") {
    Answers answers = sample_order();
    answers.order.set("store_default_currency_code", "EUR");
    CHECK(refusal_of(answers).find("store_default_to_transactional_exchange_rate") != std::string::npos);
    answers.order.set("store_default_to_transactional_exchange_rate", "0.8512000000");
    CHECK(body_of(answers)["store_rate"] == Value("0.8512000000"));
}

TEST_CASE("order.bigcommerce mapping: a country code is in capitals or empty") {
    for (const auto& [written, code] : std::map<std::string, std::string>{{"gb", "GB"}, {"Gb", "GB"}, {"GB", "GB"}, {"", ""}}) {
        Answers answers = sample_order();
        answers.order.member("billing_address").set("country_iso2", written);
        CHECK(body_of(answers)["billing_address"]["country_code"] == Value(code));
    }
}

TEST_CASE("order.bigcommerce mapping: a guest has no id") {
    Answers answers = sample_order();
    answers.order.set("customer_id", 0);
    const Value body = body_of(answers);
    CHECK(body["customer"]["kind"] == Value("guest"));
    CHECK(body["customer"]["id"] == Value(""));
}

TEST_CASE("order.bigcommerce mapping: lines of every kind") {
    struct Case { const char* type; int product; const char* kind; };
    for (const Case& one : {Case{"physical", 77, "physical"}, Case{"digital", 77, "digital"}, Case{"giftcertificate", 0, "gift_certificate"}, Case{"physical", 0, "custom"}}) {
        Answers answers = sample_order();
        line(answers).set("type", one.type);
        line(answers).set("product_id", one.product);
        CHECK((*body_of(answers)["lines"].as_array())[0]["kind"] == Value(one.kind));
    }
}

TEST_CASE("order.bigcommerce mapping: fees come as a list, in an object, or alone, and in two spellings") {
    const Value fee = json(R"({"id":9,"type":"custom_fee","display_name_customer":"Deposit","cost_ex_tax":"2.0000","cost_inc_tax":"2.4000","cost_tax":"0.4000","tax_class_id":null})");
    Value misspelt = fee;
    misspelt.erase("cost_ex_tax");
    misspelt.set("cost_exc_tax", "2.0000");
    for (const Value& answer : {Value::array({fee}), Value::object({{"fees", Value::array({fee})}}), fee, Value::array({misspelt})}) {
        Answers answers = sample_order();
        answers.order.set("total_inc_tax", "52.8000");
        answers.parts["fees"] = answer;
        const Value body = body_of(answers);
        REQUIRE(body["fees"].size() == 1);
        CHECK((*body["fees"].as_array())[0] == json(R"({"id":"9","name":"Deposit","ex_tax":"2.0000","inc_tax":"2.4000","tax":"0.4000","tax_class":""})"));
    }
}

TEST_CASE("order.bigcommerce mapping: fees are asked for only where the parts leave something over") {
    Answers answers = sample_order();
    body_of(answers);
    CHECK(answers.times_asked("/v2/orders/1203/fees") == 0);
}

TEST_CASE("order.bigcommerce mapping: an order without fees may say 404 and is read all the same") {
    Answers answers = sample_order();
    answers.order.set("total_inc_tax", "52.8000");
    answers.instead["/v2/orders/1203/fees"] = [](const Value&) { return answered(404, json(R"([{"status":404,"message":"The requested resource was not found."}])")); };
    CHECK(body_of(answers)["fees"].size() == 0);
    CHECK(answers.times_asked("/v2/orders/1203/fees") > 0);
}

TEST_CASE("order.bigcommerce mapping: no transactions may be 204 or an empty list") {
    for (const bool empty : {false, true}) {
        Answers answers = sample_order();
        if (empty) answers.parts["transactions"] = json(R"({"data":[],"meta":{}})");
        else answers.parts.erase("transactions");
        CHECK(body_of(answers)["payment"]["transactions"].size() == 0);
    }
}

TEST_CASE("order.bigcommerce mapping: a coupon of every type says what it was taken off") {
    const std::vector<std::pair<const char*, const char*>> expected{{"coupon", "line"}, {"coupon", "order"}, {"coupon", "order"}, {"coupon", "shipping"}, {"coupon", "shipping"}, {"automatic", "order"}};
    for (std::size_t type = 0; type < expected.size(); ++type) {
        Answers answers = sample_order();
        answers.parts["coupons"].as_array()->front().set("type", static_cast<int>(type));
        const Value body = body_of(answers);
        const Value& discount = (*body["discounts"]["list"].as_array())[0];
        CHECK(discount["kind"] == Value(expected[type].first));
        CHECK(discount["place"] == Value(expected[type].second));
    }
}

TEST_CASE("order.bigcommerce mapping: a digital order has no destination") {
    Answers answers = sample_order();
    answers.parts.erase("shipping_addresses");
    CHECK(body_of(answers)["consignments"].size() == 0);
}

TEST_CASE("order.bigcommerce mapping: an order of 0.00 asks for no transactions") {
    Answers answers = sample_order();
    for (const char* name : {"total_inc_tax", "total_ex_tax", "total_tax"}) answers.order.set(name, "0.0000");
    body_of(answers);
    CHECK(answers.times_asked("/v3/orders/1203/transactions") == 0);
}

TEST_CASE("order.bigcommerce mapping: unknown members of every part are left alone") {
    Answers answers = sample_order();
    answers.order.set("a_member_of_next_year", json(R"({"deep":[1,2,{"more":null}]})"));
    line(answers).set("another", json("[[]]"));
    body_of(answers);
}

TEST_CASE("order.bigcommerce mapping: the tax number stands in the form field that the deployment names") {
    const Value form = json(R"([{"name":"Size of company","value":"5"},{"name":"VAT number","value":"GB123"}])");
    for (const char* field : {"", "VAT number", "Vat number"}) {
        Answers answers = sample_order();
        answers.order.member("billing_address").set("form_fields", form);
        SetClock clock;
        Value fields = settings();
        fields.set("tax_id_field", field);
        Reader reader(answers, clock, fields);
        REQUIRE(reader.read_all());
        INFO(field);
        CHECK(reader.emitted.front().body["customer"]["tax_id"].text_or("?") == (std::string_view(field) == "VAT number" ? "GB123" : ""));
    }
}

TEST_CASE("order.bigcommerce mapping: a customer's group is asked for where the deployment wants it, and never for guests") {
    struct Case { bool wanted, guest; const char* group; };
    for (const Case& one : {Case{false, false, ""}, Case{true, false, "7"}, Case{true, true, ""}}) {
        Answers answers = sample_order();
        if (one.guest) answers.order.set("customer_id", 0);
        answers.instead["/v3/customers"] = [&](const Value& request) {
            CHECK(request["query"]["id:in"] == Value(answers.order["customer_id"].text_or("")));
            return answered(200, json(R"({"data":[{"id":31,"customer_group_id":7}],"meta":{}})"));
        };
        SetClock clock;
        Value fields = settings();
        fields.set("customer_groups", one.wanted);
        Reader reader(answers, clock, fields);
        REQUIRE(reader.read_all());
        CHECK(reader.emitted.front().body["customer"]["group"].text_or("?") == one.group);
        CHECK((answers.times_asked("/v3/customers") > 0) == (one.wanted && !one.guest));
    }
}
