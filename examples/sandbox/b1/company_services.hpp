// Service actions: what the company says of itself, rates, previews, drafts that become documents.
#pragma once

#include "b1/call.hpp"
#include "b1/documents.hpp"
#include "b1/state.hpp"

#include <optional>

namespace ledgerline::sandbox::b1 {

class CompanyServices {
public:
    CompanyServices(State& state, Documents& documents) : state_(state), documents_(documents) {}

    // Nothing if `name` is no action.
    std::optional<base::HttpResponse> answer(const Call& call, const std::string& name);

private:
    base::HttpResponse admin_info(const Call& call) const;
    base::HttpResponse company_info(const Call& call) const;
    base::HttpResponse server_time(const Call& call) const;
    base::HttpResponse currency_rate(const Call& call) const;
    base::HttpResponse set_currency_rate(const Call& call);
    base::HttpResponse preview(const Call& call) const;
    base::HttpResponse save_draft_to_document(const Call& call);
    base::HttpResponse record_answer(const Call& call, const Record& record, const std::string& context) const;

    State& state_;
    Documents& documents_;
};

} // namespace ledgerline::sandbox::b1
