// Every table of the store, by what is done with it. The SQL of each is in a file of its own.
#pragma once

#include "store/message_table.hpp"
#include "store/outbox_table.hpp"
#include "store/attempt_table.hpp"
#include "store/cursor_table.hpp"
#include "store/cross_reference_table.hpp"
#include "store/history_table.hpp"
#include "store/exception_table.hpp"
#include "store/item_table.hpp"
#include "store/note_table.hpp"
#include "store/signal_table.hpp"
#include "store/arrival_table.hpp"
#include "store/level_table.hpp"
#include "store/demand_table.hpp"
#include "store/listing_table.hpp"
#include "store/pushed_tables.hpp"
#include "store/push_queue.hpp"
