// What must hold for every input whatever. A promise that is broken throws std::logic_error; every other end is fine.
#pragma once

#include <string_view>

namespace fuzz {

void try_json(std::string_view input);
void try_time(std::string_view input);
void try_answer(std::string_view input);

} // namespace fuzz
