#include "b1/sessions.hpp"

#include "b1/words.hpp"

namespace ledgerline::sandbox::b1 {

namespace {

Refusal login_failed() {
    return {401, "-304", "Fail to get DB Credentials from SLD"};
}

} // namespace

std::string session_id(const base::Headers& headers) {
    // Seen in the field: "B1SESSION=x; ROUTEID=.node1", "B1SESSION=x;CompanyDB=Y", whole Set-Cookie texts glued with ";".
    for (const auto& [name, value] : headers) {
        if (!same_word(name, "Cookie")) continue;
        for (std::string_view part : split(value, ';')) {
            for (std::string_view cookie : split(part, ',')) {
                cookie = trim(cookie);
                const std::string_view start = "B1SESSION=";
                if (starts_without_case(cookie, start)) return std::string(trim(cookie.substr(start.size())));
            }
        }
    }
    return std::string(trim(base::header(headers, "SessionId")));
}

std::string Sessions::new_id() {
    static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    std::string id;
    for (const int length : {8, 4, 4, 4, 12}) {
        if (!id.empty()) id += '-';
        for (int i = 0; i < length; ++i) id += letters[state_.random.below(letters.size())];
    }
    return id;
}

std::string Sessions::route() {
    next_node_ = next_node_ % std::max(1, state_.settings.node_count) + 1;
    return ".node" + std::to_string(next_node_);
}

void Sessions::forget_expired() {
    const base::Millis oldest = state_.clock.now() - base::Millis{state_.settings.session_timeout_minutes} * 60'000;
    std::erase_if(last_use_, [&](const auto& session) { return session.second <= oldest; });
}

std::string Sessions::login(const message::Value& credentials) {
    if (state_.faults.login_refusals > 0) {
        --state_.faults.login_refusals;
        throw login_failed();
    }
    if (credentials["CompanyDB"].text_or("") != state_.settings.company_db) throw Refusal(401, "-5027", "Switch company error: -5027");
    if (credentials["UserName"].text_or("") != state_.settings.user_name || credentials["Password"].text_or("") != state_.settings.password) throw login_failed();
    forget_expired();
    if (last_use_.size() >= state_.settings.sessions_max) throw Refusal(503, "-1", "No free session"); // text: our choice
    std::string id = new_id();
    last_use_[id] = state_.clock.now();
    return id;
}

void Sessions::logout(const base::Headers& headers) {
    last_use_.erase(session_id(headers));
}

void Sessions::require(const base::Headers& headers) {
    forget_expired();
    const auto known = last_use_.find(session_id(headers));
    if (known == last_use_.end()) throw invalid_session();
    known->second = state_.clock.now();
}

} // namespace ledgerline::sandbox::b1
