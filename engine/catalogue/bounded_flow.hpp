// Exceptions of one kind about a flow, one for each SKU (or whatever else they are about), but no more than a person can read: behind the last one stands how many more
// there are.
#pragma once

#include "exceptions/exceptions.hpp"

#include <set>
#include <string>

namespace ledgerline::catalogue {

class BoundedFlow {
public:
    static constexpr std::size_t most = 200;

    // `exceptions` borrowed. `about`: what stands before the SKU in their subjects.
    BoundedFlow(const exceptions::Exceptions& exceptions, std::string route, std::string code, std::string about = "sku:") :
        exceptions_(exceptions), route_(std::move(route)), code_(std::move(code)), about_(std::move(about)) {}

    std::string subject_of(const std::string& sku) const { return about_ + sku; }
    const std::string& code() const { return code_; }
    // Subjects of those that are open.
    std::set<std::string> open(store::UnitOfWork& unit) const;

    // Opens the SKU's exception, or says something new in the open one. Nothing if there are too many already.
    void tell(store::UnitOfWork& unit, const std::string& sku, const std::string& message, message::Value facts) const;
    void close(store::UnitOfWork& unit, const std::string& sku, const std::string& by) const;
    bool is_open(store::UnitOfWork& unit, const std::string& sku) const;
    // No more will be told one by one.
    bool is_full(store::UnitOfWork& unit) const { return unit.exceptions().open_of_flow(route_, code_).size() >= most; }
    // There are more than are told one by one.
    bool is_cut(store::UnitOfWork& unit) const;
    // Says how many more there are, `all` of them taken together; nothing to say if each has its own.
    void tell_rest(store::UnitOfWork& unit, std::int64_t all, const std::string& what) const;

private:
    std::string rest() const { return "more:" + code_; }

    const exceptions::Exceptions& exceptions_;
    const std::string route_, code_, about_;
};

} // namespace ledgerline::catalogue
