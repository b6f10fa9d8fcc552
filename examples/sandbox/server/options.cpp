#include "server/options.hpp"

#include <charconv>
#include <stdexcept>

namespace ledgerline::sandbox::server {

namespace {

std::int64_t number(const std::string& option, const std::string& text, std::int64_t max) {
    std::int64_t out = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc{} || end != text.data() + text.size() || out < 0 || out > max)
        throw std::invalid_argument(option + ": \"" + text + "\" is not a whole number from 0 to " + std::to_string(max));
    return out;
}

} // namespace

Options read_options(int count, const char* const* words) {
    constexpr std::int64_t port_max = 65'535;
    constexpr std::int64_t large = 1'000'000'000'000;
    Options out;
    for (int i = 1; i < count; ++i) {
        std::string option = words[i];
        if (option == "--help" || option == "-h") {
            out.help = true;
            continue;
        }
        std::string value;
        const std::size_t equals = option.find('=');
        if (equals != std::string::npos) {
            value = option.substr(equals + 1);
            option.resize(equals);
        } else if (i + 1 < count) {
            value = words[++i];
        }
        if (value.empty()) throw std::invalid_argument(option + ": unknown option, or its value is missing (see --help)");
        if (option == "--shop-port") out.shop_port = static_cast<int>(number(option, value, port_max));
        else if (option == "--b1-port") out.b1_port = static_cast<int>(number(option, value, port_max));
        else if (option == "--control-port") out.control_port = static_cast<int>(number(option, value, port_max));
        else if (option == "--ports-out") out.ports_out = value;
        else if (option == "--cert-out") out.cert_out = value;
        else if (option == "--load") out.load = value;
        else if (option == "--setup") out.setup = value;
        else if (option == "--orders") out.orders = value;
        else if (option == "--seed") out.seed = static_cast<std::uint64_t>(number(option, value, large));
        else if (option == "--quota") out.quota = number(option, value, large);
        else if (option == "--b1-load") out.b1_load = number(option, value, 6'000);
        else throw std::invalid_argument(option + ": unknown option (see --help)");
    }
    return out;
}

std::string usage() {
    return R"(ledgerline-sandbox: a BigCommerce store and an SAP Business One company for tests and demonstrations.
Listens on 127.0.0.1 only. Ends on SIGTERM or SIGINT. Everything is kept in memory.

  --shop-port N      port of the store (HTTP); 0 or absent = a free one
  --b1-port N        port of the company's Service Layer (HTTPS)
  --control-port N   port of the control interface (HTTP)
  --ports-out FILE   write the ports and addresses there as JSON, once everything answers
  --cert-out FILE    write the company's certificate there (PEM), for clients to trust
  --setup FILE       settings and master data of store and company (JSON)
  --orders FILE      orders to place at the start (JSON list)
  --load DIR         a folder of orders and items as the retail converter writes it
  --seed N           seed of everything that is left to chance
  --quota N          the store's requests per 30 seconds; 0 = unlimited
  --b1-load N        the company takes as long as a real one, while people make N postings a minute in it

docs/sandbox.md describes the files and the control interface.
)";
}

} // namespace ledgerline::sandbox::server
