// Exceptions of one kind about a flow, one for each SKU, but no more than a person can read: behind the last one stands how many more
// there are.
#pragma once

#include "exceptions/exceptions.hpp"

#include <set>
#include <string>

namespace ledgerline::exceptions {

class BoundedFlow {
public:
    static constexpr std::size_t most = 200;

    // What its exceptions are about, and who has found it.
    struct Naming {
        std::string prefix = "sku:"; // of the subject: "sku:MUG-1"
        std::string component = "engine";
    };

    // `exceptions` borrowed.
    BoundedFlow(const Exceptions& exceptions, std::string route, std::string code, Naming naming) :
        exceptions_(exceptions), route_(std::move(route)), code_(std::move(code)), naming_(std::move(naming)) {}
    BoundedFlow(const Exceptions& exceptions, std::string route, std::string code) : BoundedFlow(exceptions, std::move(route), std::move(code), Naming()) {}

    // Subject of the one that says how many more there are.
    static std::string rest_of(const std::string& code) { return "more:" + code; }
    std::string subject_of(const std::string& sku) const { return naming_.prefix + sku; }
    const std::string& code() const { return code_; }
    // Subjects of those that are open.
    std::set<std::string> open(store::UnitOfWork& unit) const;

    // Opens the SKU's exception, or says something new in the open one. False: there are too many already, and nothing is told.
    bool tell(store::UnitOfWork& unit, const std::string& sku, const std::string& message, message::Value facts) const;
    void close(store::UnitOfWork& unit, const std::string& sku, const std::string& by) const;
    bool is_open(store::UnitOfWork& unit, const std::string& sku) const;
    // No more will be told one by one.
    bool is_full(store::UnitOfWork& unit) const;
    // There are more than are told one by one.
    bool is_cut(store::UnitOfWork& unit) const;
    // How many are told one by one.
    std::int64_t told(store::UnitOfWork& unit) const;
    // Says how many more there are, `all` of them taken together; nothing to say if each has its own.
    void tell_rest(store::UnitOfWork& unit, std::int64_t all, const std::string& what) const;

private:
    std::string rest() const { return rest_of(code_); }

    const Exceptions& exceptions_;
    const std::string route_, code_;
    const Naming naming_;
};

} // namespace ledgerline::exceptions
