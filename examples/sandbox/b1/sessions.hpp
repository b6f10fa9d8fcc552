// Sessions: login, the cookies in every form that clients send them, the idle timeout.
#pragma once

#include "b1/state.hpp"

#include "base/http.hpp"
#include "message/value.hpp"

#include <map>

namespace ledgerline::sandbox::b1 {

class Sessions {
public:
    explicit Sessions(State& state) : state_(state) {}

    // The new session's id. Throws Refusal.
    std::string login(const message::Value& credentials);
    void logout(const base::Headers& headers);
    // Extends the session that the request names; throws Refusal without one.
    void require(const base::Headers& headers);
    void expire_all() { last_use_.clear(); }
    std::size_t count() const { return last_use_.size(); }
    std::string route();

private:
    std::string new_id();
    void forget_expired();

    State& state_;
    std::map<std::string, base::Millis> last_use_;
    int next_node_ = 0;
};

// The session's id in a cookie or in the header SessionId; "" if there is none.
std::string session_id(const base::Headers& headers);

} // namespace ledgerline::sandbox::b1
