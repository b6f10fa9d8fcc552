# Warnings are errors, for both compilers; hardening and sanitizers for everything that we build.
add_library(ledgerline_options INTERFACE)
target_compile_options(ledgerline_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror
  -fstack-protector-strong -fvisibility=hidden)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False alarms of g++ 12 about std::string in optimised code.
  target_compile_options(ledgerline_options INTERFACE -Wno-restrict)
endif()
if(CMAKE_BUILD_TYPE MATCHES "Rel")
  target_compile_definitions(ledgerline_options INTERFACE _FORTIFY_SOURCE=2)
endif()
target_link_options(ledgerline_options INTERFACE -Wl,-z,relro,-z,now)
if(LEDGERLINE_SANITIZE)
  target_compile_options(ledgerline_options INTERFACE -fsanitize=${LEDGERLINE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(ledgerline_options INTERFACE -fsanitize=${LEDGERLINE_SANITIZE})
  target_compile_options(ledgerline_options INTERFACE -U_FORTIFY_SOURCE)
endif()
