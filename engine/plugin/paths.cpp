#include "plugin/paths.hpp"

namespace ledgerline::plugin {

message::PathTable& paths() {
    static message::PathTable table;
    return table;
}

} // namespace ledgerline::plugin
