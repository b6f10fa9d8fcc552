#include "b1/company.hpp"

#include "b1/gate.hpp"

namespace ledgerline::sandbox::b1 {

Company::Company(CompanySettings settings, const base::Clock& clock, base::Random& random)
    : gate_(std::make_unique<Gate>(std::move(settings), clock, random)) {}

Company::~Company() = default;

base::HttpResponse Company::handle(const base::HttpRequest& request) {
    const std::lock_guard hold(lock_);
    return gate_->handle(request);
}

base::HttpResponse Company::handle_with_locked_part(const base::HttpRequest& request, std::size_t part) {
    const std::lock_guard hold(lock_);
    gate_->state.faults.locked_part = part;
    base::HttpResponse response = gate_->handle(request);
    gate_->state.faults.locked_part.reset();
    gate_->state.faults.locked_out = false;
    return response;
}

void Company::expire_sessions() {
    const std::lock_guard hold(lock_);
    gate_->sessions.expire_all();
}

void Company::refuse_logins(int times) {
    const std::lock_guard hold(lock_);
    gate_->state.faults.login_refusals = times;
}

void Company::contend(const std::string& entity_set, int writes) {
    const std::lock_guard hold(lock_);
    gate_->state.faults.contention[entity_set] = writes;
}

void Company::break_down(int requests, int status) {
    const std::lock_guard hold(lock_);
    gate_->state.faults.outages = requests;
    gate_->state.faults.outage_status = status;
}

void Company::break_down_after_commit(int requests, int status) {
    const std::lock_guard hold(lock_);
    gate_->state.faults.outages_after_commit = requests;
    gate_->state.faults.outage_after_commit_status = status;
}

void Company::reject_partner(const std::string& card_code, const std::string& text) {
    const std::lock_guard hold(lock_);
    if (text.empty()) gate_->state.faults.rejections.erase(card_code);
    else gate_->state.faults.rejections[card_code] = text;
}

void Company::lock_period(const std::string& from, const std::string& to) {
    const std::lock_guard hold(lock_);
    gate_->state.faults.locked_periods.push_back({from, to});
}

void Company::unlock_periods() {
    const std::lock_guard hold(lock_);
    gate_->state.faults.locked_periods.clear();
}

void Company::permit_dates(const std::string& from, const std::string& to) {
    const std::lock_guard hold(lock_);
    gate_->state.faults.permitted_from = from;
    gate_->state.faults.permitted_to = to;
}

void Company::switch_approvals(Approvals approvals) {
    const std::lock_guard hold(lock_);
    gate_->state.settings.approvals = approvals;
}

void Company::restart() {
    const std::lock_guard hold(lock_);
    gate_->resources.user_objects().restart();
    gate_->sessions.expire_all();
}

std::size_t Company::session_count() const {
    const std::lock_guard hold(lock_);
    return gate_->sessions.count();
}

CompanySettings Company::settings() const {
    const std::lock_guard hold(lock_);
    return gate_->state.settings;
}

} // namespace ledgerline::sandbox::b1
