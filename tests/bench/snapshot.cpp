#include "snapshot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>

namespace ledgerline::bench {

namespace {

constexpr std::size_t digits = 6;

// Accounts and flags that stand around the three numbers in each row, as many and as long as in a real company.
constexpr std::string_view before_numbers =
    R"({"MinimalStock":0.0,"MaximalStock":0.0,"MinimalOrder":0.0,"StandardAveragePrice":0.0,"Locked":"tNO","InventoryAccount":"110-001-001-001","CostAccount":"501-001-001-001",)"
    R"("TransferAccount":"305-001-001-001","RevenuesAccount":"401-001-001-003","VarienceAccount":"","DecreasingAccount":"","IncreasingAccount":"","ReturningAccount":"",)"
    R"("ExpensesAccount":"601-037-001-001","EURevenuesAccount":"","EUExpensesAccount":"","ForeignRevenueAcc":"","ForeignExpensAcc":"601-037-001-001","ExemptIncomeAcc":"",)"
    R"("PriceDifferenceAcc":"305-001-001-001")";
constexpr std::string_view behind_numbers =
    R"("CountedQuantity":0.0,"WasCounted":"tNO","UserSignature":39,"Counted":0.0,"ExpenseClearingAct":"","PurchaseCreditAcc":"601-037-001-001","EUPurchaseCreditAcc":"",)"
    R"("ForeignPurchaseCreditAcc":"601-037-001-001","SalesCreditAcc":"","SalesCreditEUAcc":"","ExemptedCredits":"","SalesCreditForeignAcc":"","ExpenseOffsettingAccount":"",)"
    R"("WipAccount":"","ExchangeRateDifferencesAcct":"","GoodsClearingAcct":"","NegativeInventoryAdjustmentAccount":"","CostInflationOffsetAccount":"","GLDecreaseAcct":"",)"
    R"("GLIncreaseAcct":"","PAReturnAcct":"","PurchaseAcct":"","PurchaseOffsetAcct":"","ShippedGoodsAccount":"","StockInflationOffsetAccount":"","StockInflationAdjustAccount":"",)"
    R"("VATInRevenueAccount":"","WipVarianceAccount":"","CostInflationAccount":"","WHIncomingCenvatAccount":"","WHOutgoingCenvatAccount":"","StockInTransitAccount":"",)"
    R"("WipOffsetProfitAndLossAccount":"","InventoryOffsetProfitAndLossAccount":"","DefaultBin":null,"DefaultBinEnforced":"tNO","PurchaseBalanceAccount":"")";

} // namespace

Snapshot::Snapshot(std::size_t items, std::uint64_t seed) {
    base::Random chance(seed);
    levels_.resize(items * warehouses);
    // More is promised than there is of one level in a thousand.
    for (Level& level : levels_) {
        const std::uint64_t in_stock = chance.below(400);
        level = {static_cast<std::int32_t>(in_stock), static_cast<std::int32_t>(chance.one_in(1'000) ? in_stock + 1 : chance.below(std::min<std::uint64_t>(in_stock, 40) + 1))};
    }
}

std::string Snapshot::code(std::size_t item) { return fmt::format("ITEM-{:0{}}", item, digits); }

std::optional<std::size_t> Snapshot::item_of(std::string_view code) {
    if (code.size() != 5 + digits || code.substr(0, 5) != "ITEM-") return std::nullopt;
    std::size_t item = 0;
    for (const char c : code.substr(5)) {
        if (c < '0' || c > '9') return std::nullopt;
        item = item * 10 + static_cast<std::size_t>(c - '0');
    }
    return item;
}

std::int64_t Snapshot::sellable(std::size_t item, std::size_t warehouse) const {
    const Level& level = levels_[item * warehouses + warehouse];
    return std::max(level.in_stock - level.committed, 0);
}

void Snapshot::change(std::size_t levels, base::Random& chance) {
    std::vector<std::uint32_t> order(levels_.size());
    std::iota(order.begin(), order.end(), 0U);
    for (std::size_t i = 0; i < std::min(levels, order.size()); ++i) {
        std::swap(order[i], order[i + chance.below(order.size() - i)]);
        Level& level = levels_[order[i]];
        level.in_stock = std::max(level.in_stock, level.committed) + 1 + static_cast<std::int32_t>(chance.below(5));
    }
}

std::size_t Snapshot::first_behind(std::string_view after) const {
    if (after.empty()) return 0;
    const auto item = item_of(after);
    return item ? *item + 1 : items();
}

Snapshot::Page Snapshot::items_page(std::string_view after, std::size_t items_in_it) const {
    Page page;
    const std::size_t first = first_behind(after), end = std::min(first + items_in_it, items());
    page.body.reserve((end - first) * warehouses * 2'000 + 200);
    const auto out = std::back_inserter(page.body);
    page.body += R"({"@odata.context":"https://erp.test:50000/b1s/v2/$metadata#Items","value":[)";
    for (std::size_t item = first; item < end; ++item) {
        fmt::format_to(out, R"({}{{"@odata.etag":"W/\"356A192B7913B04C54574D18C28D46E6395428AB\"","ItemCode":"{}","ItemWarehouseInfoCollection":[)", item == first ? "" : ",", code(item));
        for (std::size_t n = 0; n < warehouses; ++n) {
            const Level& level = levels_[item * warehouses + n];
            fmt::format_to(out, R"({}{},"WarehouseCode":"{}","InStock":{}.0,"Committed":{}.0,"Ordered":0.0,{},"ItemCode":"{}","IndEscala":"tYES","CNJPMan":null,"ItemCycleCounts":[]}})",
                           n == 0 ? "" : ",", before_numbers, warehouse(n), level.in_stock, level.committed, behind_numbers, code(item));
        }
        page.body += "]}";
    }
    page.body += "]";
    if (end < items()) {
        fmt::format_to(out, R"(,"@odata.nextLink":"Items?$select=ItemCode,ItemWarehouseInfoCollection&$skip={}")", end);
        page.last = code(end - 1);
    }
    page.body += "}";
    return page;
}

// The page may end within an item.
Snapshot::Page Snapshot::query_page(std::string_view after, std::size_t levels_in_it) const {
    Page page;
    const std::size_t first = first_behind(after) * warehouses, end = std::min(first + levels_in_it, levels_.size());
    page.body.reserve((end - first) * 120 + 300);
    const auto out = std::back_inserter(page.body);
    page.body += R"({"SqlText":"","value":[)";
    for (std::size_t i = first; i < end; ++i)
        fmt::format_to(out, R"({}{{"ItemCode":"{}","WhsCode":"{}","OnHand":{}.0,"IsCommited":{}.0,"OnOrder":0.0,"Locked":"N"}})", i == first ? "" : ",", code(i / warehouses), warehouse(i % warehouses),
                       levels_[i].in_stock, levels_[i].committed);
    page.body += "]";
    if (end < levels_.size()) {
        fmt::format_to(out, R"(,"@odata.nextLink":"SQLQueries('ledgerline_stock')/List?$skip={}")", end - first);
        // An item that the page cuts is read again.
        const std::size_t whole = end % warehouses == 0 ? end / warehouses - 1 : end / warehouses;
        page.last = whole == 0 ? "" : code(whole - 1);
    }
    page.body += "}";
    return page;
}

} // namespace ledgerline::bench
