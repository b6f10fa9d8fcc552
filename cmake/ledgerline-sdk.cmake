# ledgerline_add_plugin(name SOURCES a.cpp b.cpp ...): a shared library that the engine can load, <name>.so.
#
# It exports ledgerline_plugin_v1 and nothing else, names every symbol that it lacks at link time instead of at load time,
# and is never unloaded. The same function serves plugins of this tree and plugins that find the installed SDK with
# find_package(Ledgerline); it needs the headers of Ledgerline::sdk and a C++17 compiler.

function(ledgerline_add_plugin name)
  cmake_parse_arguments(PLUGIN "" "" "SOURCES" ${ARGN})
  if(PLUGIN_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "ledgerline_add_plugin(${name}): unknown argument ${PLUGIN_UNPARSED_ARGUMENTS} (write SOURCES before the files)")
  endif()
  if(NOT PLUGIN_SOURCES)
    message(FATAL_ERROR "ledgerline_add_plugin(${name}): it has no SOURCES")
  endif()
  set(exports ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/ledgerline-sdk-plugin.map)
  add_library(${name} MODULE ${PLUGIN_SOURCES})
  target_link_libraries(${name} PRIVATE Ledgerline::sdk)
  set_target_properties(${name} PROPERTIES
    PREFIX ""
    SUFFIX ".so"
    POSITION_INDEPENDENT_CODE ON
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS ${exports})
  target_link_options(${name} PRIVATE "-Wl,--version-script=${exports}" -Wl,-z,nodelete)
  # The run-time of a sanitizer is found in the program, so its symbols are missing here by design.
  if(NOT LEDGERLINE_SANITIZE)
    target_link_options(${name} PRIVATE -Wl,-z,defs)
  endif()
endfunction()
