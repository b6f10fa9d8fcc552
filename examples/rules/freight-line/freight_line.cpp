#include <ledgerline/plugin.hpp>

using namespace ledgerline;

// Books the shipping charge as freight of the ERP document, so that its total equals the storefront's.
class FreightLine : public Rule {
public:
    explicit FreightLine(const Config& config)
        : code_(config.text("code")), tax_code_(config.text("tax_code")), tax_rate_(config.decimal("tax_rate")) {}

    Verdict apply(Order order) override {
        const Decimal charge = order.prices_include_tax() ? order.shipping().inc_tax() : order.shipping().ex_tax();
        if (charge.is_zero()) return pass();
        FreightBooking freight = order.booking().add_freight();
        freight.set_code(code_);
        freight.set_amount(charge.rounded(static_cast<int>(order.decimals()), Round::half_up));
        freight.set_tax_code(tax_code_);
        freight.set_tax_rate(tax_rate_);
        freight.set_label("Shipping");
        freight.set_place("shipping");
        return pass();
    }

private:
    std::string code_, tax_code_;
    Decimal tax_rate_;
};

LEDGERLINE_PLUGIN("acme-freight-line", "1.0.0",
    rule<FreightLine>("freight-line")
        .accepts("order")
        .writes("/body/booking")
        .help("Books the shipping charge as freight.")
        .field("code", required, "Freight code of the ERP", example("1"))
        .field("tax_code", required, "Tax code of shipping in the ERP", example("S1"))
        .field("tax_rate", required, decimal, "Percent of that tax code", example("20.00")))
