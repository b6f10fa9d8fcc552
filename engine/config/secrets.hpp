// Secrets by reference: `${env:NAME}` and `${file:path}` become placeholders when the deployment is read. Only the HTTP
// service puts the values in; nothing else can see or print them.
//
// A value that came by reference counts as secret until a component's manifest says that its field is plain (reveal).
// Values are kept and revealed while the deployment is read and checked, on one thread; afterwards every const function
// may be used on any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::config {

class Secrets {
public:
    // Shorter values can't be told from ordinary text in a log, so they are no secrets.
    static constexpr std::size_t length_min = 4;

    // The placeholders carry a random mark, so that text from a stranger (an order's comment) never names one.
    Secrets();
    // With a mark of the caller's choice, for tests.
    explicit Secrets(std::string mark);

    // The placeholder that stands for this value from now on: "${secret:1:<mark>}". The same value gives the same
    // placeholder. `origin` is how it is shown to people: "${env:SHOP_TOKEN}".
    std::string keep(std::string value, std::string origin = {});
    // Every placeholder replaced by its value. Values are put in as they are: fill before encoding for a URL or JSON.
    std::string fill(std::string_view text) const;
    // Every placeholder replaced by its origin: for messages.
    std::string describe(std::string_view text) const;
    // Every secret value that occurs replaced by "***": as it is, percent-encoded for a URL or form, or escaped as in
    // JSON. For logs and errors.
    std::string redact(std::string_view text) const;
    // The placeholders that stand in this text.
    std::vector<std::string> placeholders_in(std::string_view text) const;
    // Where the values came from that stand both in a secret field and in one that is shown: "${env:SHOP_TOKEN}".
    std::vector<std::string> shown_as_well() const;
    // Whether the text is one placeholder and nothing else.
    bool is_placeholder(std::string_view text) const;

    // The placeholders in this text stand in a plain field: their values may be printed, unless they are protected.
    void reveal(std::string_view text);
    // The placeholders in this text stand in a secret field: never printed, whatever other fields hold them.
    void protect(std::string_view text);

    bool empty() const { return values_.empty(); }

private:
    struct Kept {
        std::string value, origin;
        bool plain = false, secret = false;
    };
    // Every placeholder replaced by a part of what is kept for it.
    std::string with(std::string_view text, std::string Kept::*part) const;
    std::vector<Kept*> in(std::string_view text);

    std::string mark_;
    std::map<std::string, Kept, std::less<>> values_; // by placeholder
    std::map<std::string, std::string> placeholder_of_;
};

} // namespace ledgerline::config
