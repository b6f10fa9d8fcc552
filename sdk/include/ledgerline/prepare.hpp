// PREPARE: what a component needs in its system. Sinks and sources may offer it.
#ifndef LEDGERLINE_PREPARE_HPP
#define LEDGERLINE_PREPARE_HPP

#include "ledgerline/call.hpp"

#include <string_view>

namespace ledgerline {

// Make the other system ready (user tables, fields, stored queries), or say what is missing.
class Prepare {
public:
    explicit Prepare(Call& call) : call_(&call) {}

    Call& call() const { return *call_; }
    // Look, and report what would be made as missing; change nothing.
    bool dry_run() const { return call_->root()["dry_run"].boolean_or(false); }

    void present(std::string_view what) const { report(what, "present", ""); }
    void created(std::string_view what, std::string_view message = {}) const { report(what, "created", message); }
    void missing(std::string_view what, std::string_view message) const { report(what, "missing", message); }
    void failed(std::string_view what, std::string_view message) const { report(what, "failed", message); }

private:
    void report(std::string_view what, std::string_view state, std::string_view message) const {
        const Node line = call_->root()["results"].append();
        line["what"].set(what);
        line["state"].set(state);
        line["message"].set(message);
    }

    Call* call_;
};

} // namespace ledgerline

#endif
