// `ledgerline plugins list | describe`: what is loaded, and what each component can be told.
#pragma once

#include "app/commands/command.hpp"

namespace ledgerline::app {

int plugins_list(const Common& common);
int plugins_describe(const Common& common, const std::string& name);

} // namespace ledgerline::app
