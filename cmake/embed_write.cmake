# Run by ledgerline_embed at build time. Bytes, not string literals: compilers limit the length of a literal.
set(arrays "")
set(rows "")
set(number 0)
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  string(REPLACE "${SUFFIX}" "" name "${name}")
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND arrays "constexpr unsigned char file_${number}[] = {${bytes}};\n")
  string(APPEND rows "        {\"${name}\", {reinterpret_cast<const char*>(file_${number}), sizeof file_${number}}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUT}.new "// Made by cmake/embed_write.cmake; do not edit.
#include <string_view>
#include <utility>
#include <vector>

namespace ${NAMESPACE} {

namespace {
${arrays}} // namespace

std::vector<std::pair<std::string_view, std::string_view>> ${FUNCTION}();

std::vector<std::pair<std::string_view, std::string_view>> ${FUNCTION}() {
    return {
${rows}    };
}

} // namespace ${NAMESPACE}
")
file(RENAME ${OUT}.new ${OUT})
