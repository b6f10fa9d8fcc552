// The filters and the order of GET v3 /catalog/products.
#pragma once

#include "store/answers.hpp"
#include "store/stock.hpp"

#include <functional>
#include <vector>

namespace ledgerline::sandbox::store {

class ProductFilter {
public:
    // Throws Refused for a value that makes no sense. A date that is none has no effect, or is refused, as the store is set.
    ProductFilter(const Call& call, const Catalogue& catalogue, const StockBook& stock, MalformedDate malformed, base::Millis now);

    bool is_empty() const { return tests_.empty() && !ids_; }
    // In the order that was asked for.
    std::vector<const Product*> choose() const;

private:
    using Test = std::function<bool(const Product&)>;
    void numbers(const Call& call, const std::string& name, std::function<std::int64_t(const Product&)> of);
    void date(const Call& call, const std::string& name, base::Millis now, MalformedDate malformed);
    void sort(std::vector<const Product*>& chosen) const;

    const Catalogue& catalogue_;
    const StockBook& stock_;
    std::vector<Test> tests_;
    std::optional<std::vector<std::int64_t>> ids_;
    std::string sort_ = "id";
    bool descending_ = false;
};

// "1,2,3" of a parameter; what is no number is refused.
std::optional<std::vector<std::int64_t>> number_list(const Call& call, std::string_view name);
std::optional<std::vector<std::string>> text_list(const Call& call, std::string_view name);

} // namespace ledgerline::sandbox::store
