// Goods that came back, as whoever looked at them says; and what becomes of the order that they were sold with.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ledgerline::refund_model {

struct ReturnedGoods {
    std::string line_id;
    std::int64_t units = 0;
    bool is_sellable = true;
};
struct GoodsBack {
    std::string id, refund; // that it names, "" none
    std::vector<ReturnedGoods> lines;
    bool is_of_erp = false, is_cancelled = false;
};

enum class OrderFate { posted, held, dropped };

} // namespace ledgerline::refund_model
