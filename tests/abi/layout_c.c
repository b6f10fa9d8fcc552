/* The contract as a C compiler sees it. */
#include "layout.h"

size_t abi_size_seen_by_c(int table);
size_t abi_size_seen_by_c(int table) {
    const size_t sizes[] = {sizeof(ll_text), sizeof(ll_at), sizeof(ll_host), sizeof(ll_component), sizeof(ll_plugin)};
    return sizes[table];
}
