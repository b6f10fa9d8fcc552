#include "states/sku_flows.hpp"

namespace ledgerline::states {

namespace {

struct Words {
    const char *code, *what;
};
constexpr Words words[] = {{"SKU_NOT_FOUND", "SKUs that are no item of the ERP"},
                           {"KIT_UNRESOLVED", "SKUs whose parts are not known"},
                           {"STOCK_UNTRUSTED", "SKUs whose item has no stock in the ERP"},
                           {"STOCK_NEGATIVE", "SKUs of which more was ordered than there is"},
                           {"STOCK_DRIFT", "numbers that the store does not show"}};

const char* what_of(const std::string& code) {
    for (const Words& one : words)
        if (one.code == code) return one.what;
    return "numbers that the store refuses";
}

} // namespace

void SkuFlows::tell(store::UnitOfWork& unit, const std::string& code, const std::string& about, const std::string& message, message::Value facts) {
    close_but(unit, code, about, "engine: something else speaks against it now");
    Flow& flow = flows_.try_emplace(code, Flow{{exceptions_, route_, code, naming_}, {}}).first->second;
    if (flow.told.tell(unit, about, message, std::move(facts))) flow.more.erase(about);
    else flow.more.insert(about);
}

void SkuFlows::close(store::UnitOfWork& unit, const std::string& about, const std::string& by) { close_but(unit, "", about, by); }

void SkuFlows::close_but(store::UnitOfWork& unit, const std::string& code, const std::string& about, const std::string& by) {
    for (const store::ExceptionRow& open : unit.exceptions().open_of_flow_about(route_, naming_.prefix + about))
        if (open.code != code) unit.exceptions().close(open.id, unit.now(), by, "");
    for (auto& [other, flow] : flows_)
        if (other != code) flow.more.erase(about);
}

void SkuFlows::tell_rest(store::UnitOfWork& unit) const {
    for (const auto& [code, flow] : flows_)
        if (!flow.more.empty() || flow.told.is_cut(unit)) flow.told.tell_rest(unit, flow.told.told(unit) + static_cast<std::int64_t>(flow.more.size()), what_of(code));
}

bool SkuFlows::count_anew(store::UnitOfWork& unit) const {
    store::ExceptionTable::Filter filter;
    filter.route = route_;
    filter.limit = 100'000;
    bool was_cut = false;
    for (const store::ExceptionRow& open : unit.exceptions().list(filter)) {
        if (open.subject != exceptions::BoundedFlow::rest_of(open.code)) continue;
        unit.exceptions().close(open.id, unit.now(), "engine: it is counted anew", "");
        was_cut = true;
    }
    return was_cut;
}

} // namespace ledgerline::states
