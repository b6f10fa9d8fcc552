# What an installation needs so that plugins can be built without this tree: headers, documents, CMake package, pkg-config
# file. Component "sdk": `cmake --install <build> --component sdk` needs nothing to be compiled.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Ledgerline)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/sdk/include/ledgerline DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT sdk
  FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/sdk/documents DESTINATION ${CMAKE_INSTALL_DATADIR}/ledgerline COMPONENT sdk
  FILES_MATCHING PATTERN "*.schema.json")

install(TARGETS ledgerline_sdk EXPORT LedgerlineTargets COMPONENT sdk)
install(EXPORT LedgerlineTargets NAMESPACE Ledgerline:: DESTINATION ${package_dir} COMPONENT sdk)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/ledgerline-sdk-config.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/LedgerlineConfig.cmake
  INSTALL_DESTINATION ${package_dir} PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/LedgerlineConfigVersion.cmake
  VERSION ${PROJECT_VERSION} COMPATIBILITY SameMajorVersion ARCH_INDEPENDENT)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/LedgerlineConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/LedgerlineConfigVersion.cmake
    ${PROJECT_SOURCE_DIR}/cmake/ledgerline-sdk.cmake ${PROJECT_SOURCE_DIR}/cmake/ledgerline-sdk-plugin.map
  DESTINATION ${package_dir} COMPONENT sdk)

# The prefix follows the file, so that an installation can be moved.
file(RELATIVE_PATH LEDGERLINE_PREFIX_FROM_PC ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(${PROJECT_SOURCE_DIR}/cmake/ledgerline-sdk.pc.in ${CMAKE_CURRENT_BINARY_DIR}/ledgerline.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/ledgerline.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT sdk)
