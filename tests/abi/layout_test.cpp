// Protects plugins that were built long ago: every offset and number of the contract stays where it was. Most of it is checked
// by the compiler in layout.h, once as C and once as C++; here the two are compared with each other.
#include "layout.h"

#include <catch2/catch.hpp>

#include <cstring>

extern "C" size_t abi_size_seen_by_c(int table);

TEST_CASE("abi.layout is the same for C and for C++") {
    CHECK(abi_size_seen_by_c(0) == sizeof(ll_text));
    CHECK(abi_size_seen_by_c(1) == sizeof(ll_at));
    CHECK(abi_size_seen_by_c(2) == sizeof(ll_host));
    CHECK(abi_size_seen_by_c(3) == sizeof(ll_component));
    CHECK(abi_size_seen_by_c(4) == sizeof(ll_plugin));
}

TEST_CASE("abi.symbol carries the major version") { CHECK(std::strcmp(LL_PLUGIN_SYMBOL, "ledgerline_plugin_v1") == 0); }
