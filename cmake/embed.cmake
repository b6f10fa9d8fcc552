# Compiles files into the program as bytes: a .cpp that is made again whenever one of them changes.
#   ledgerline_embed(out_source NAMESPACE ledgerline::message FUNCTION embedded_schemas SUFFIX .schema.json FILES a.schema.json b.schema.json)
# The function gives name (file name without suffix) and text of every file: see cmake/embed_write.cmake.
function(ledgerline_embed out_source)
  cmake_parse_arguments(EMBED "" "NAMESPACE;FUNCTION;SUFFIX" "FILES" ${ARGN})
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${EMBED_FUNCTION}.cpp)
  add_custom_command(OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} "-DOUT=${source}" "-DNAMESPACE=${EMBED_NAMESPACE}" "-DFUNCTION=${EMBED_FUNCTION}" "-DSUFFIX=${EMBED_SUFFIX}"
      "-DFILES=${EMBED_FILES}" -P ${PROJECT_SOURCE_DIR}/cmake/embed_write.cmake
    DEPENDS ${EMBED_FILES} ${PROJECT_SOURCE_DIR}/cmake/embed_write.cmake
    COMMENT "Embedding ${EMBED_FUNCTION}" VERBATIM)
  set(${out_source} ${source} PARENT_SCOPE)
endfunction()
