# Scenarios of whole processes: the sandbox and the engine as they are shipped. Not in the sanitized run, which would only be
# slow: what they do beyond the in-process scenarios is sockets, TLS, signals and files.
function(ledgerline_process_test name)
  add_test(NAME ${name} COMMAND ${ARGN})
  set_tests_properties(${name} PROPERTIES LABELS unsanitized TIMEOUT 1800 SKIP_RETURN_CODE 77
    ENVIRONMENT "BUILD_DIR=${PROJECT_BINARY_DIR};CXX=${CMAKE_CXX_COMPILER}")
endfunction()

ledgerline_process_test("sdk.a rule built out of tree decides about orders in a run" ${CMAKE_CURRENT_LIST_DIR}/rule.sh)
ledgerline_process_test("order.retail kill -9 at random moments loses and doubles nothing" ${CMAKE_CURRENT_LIST_DIR}/retail_small.sh)
ledgerline_process_test("order.retail the whole data set posts to the penny" ${CMAKE_CURRENT_LIST_DIR}/retail_whole.sh)
ledgerline_process_test("order.quickstart moves orders and ends by itself" ${PROJECT_SOURCE_DIR}/examples/quickstart.sh --once)
ledgerline_process_test("order.webhooks bring orders at once, and forged ones nothing" ${CMAKE_CURRENT_LIST_DIR}/hooks.sh)
ledgerline_process_test("order.kill -9 at random moments loses and doubles nothing" ${CMAKE_CURRENT_LIST_DIR}/kill.sh)

# What takes minutes begins first, so that no core waits for it at the end.
set_tests_properties("order.retail the whole data set posts to the penny" PROPERTIES COST 200)
set_tests_properties("order.kill -9 at random moments loses and doubles nothing" "order.webhooks bring orders at once, and forged ones nothing" PROPERTIES COST 40)
