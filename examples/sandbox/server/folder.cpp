#include "server/folder.hpp"

#include "server/files.hpp"
#include "server/members.hpp"

namespace ledgerline::sandbox::server {

using message::Value;

namespace {

std::int64_t load_items(b1::Company& company, const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) return 0;
    const Value content = read_json_file(file);
    std::int64_t loaded = 0, at = 0;
    for (const Value& item : list_of(file.string() + ": value", content["value"])) {
        try {
            if (company.find("Items", item["ItemCode"].text_or("")).is_null()) {
                company.add_item(item);
                ++loaded;
            }
        } catch (const std::invalid_argument& error) {
            refuse_member(file.string() + ": value[" + std::to_string(at) + "]", error.what());
        }
        ++at;
    }
    return loaded;
}

} // namespace

Value load_folder(Shop& shop, b1::Company& company, const std::filesystem::path& folder) {
    const LoadCounts counts = shop.load(folder);
    return Value::object({{"orders", counts.orders}, {"lines", counts.lines}, {"refunds", counts.refunds}, {"products", counts.products}, {"items", load_items(company, folder / "sap_items.json")}});
}

} // namespace ledgerline::sandbox::server
