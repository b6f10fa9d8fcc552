#include "plugin/elf_check.hpp"

#include "plugin/trust.hpp"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <elf.h>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace ledgerline::plugin {

namespace {

constexpr std::uint64_t file_size_max = std::uint64_t{512} * 1024 * 1024;
constexpr std::size_t headers_max = 256; // a linker makes about ten

#if defined(__x86_64__)
constexpr std::uint16_t host_machine = EM_X86_64;
constexpr std::string_view host_machine_name = "x86-64";
#elif defined(__aarch64__)
constexpr std::uint16_t host_machine = EM_AARCH64;
constexpr std::string_view host_machine_name = "64-bit ARM";
#else
#error "elf_check.cpp does not know this machine: add its EM_ number"
#endif
static_assert(std::endian::native == std::endian::little, "the header is read as it lies in memory");

std::string machine_name(std::uint16_t machine) {
    switch (machine) {
    case EM_X86_64: return "x86-64";
    case EM_AARCH64: return "64-bit ARM";
    case EM_386: return "32-bit x86";
    case EM_ARM: return "32-bit ARM";
    case EM_RISCV: return "RISC-V";
    default: return fmt::format("machine number {}", machine);
    }
}

// An open file; closed when it leaves scope.
class OpenFile {
public:
    // O_NONBLOCK: a named pipe called something.so must not stop the start of the engine.
    explicit OpenFile(const std::filesystem::path& file) : descriptor_(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
    ~OpenFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    bool is_open() const { return descriptor_ >= 0; }
    bool state(struct stat& out) const { return ::fstat(descriptor_, &out) == 0; }

    bool read(std::uint64_t offset, void* into, std::size_t size) const {
        auto* at = static_cast<char*>(into);
        while (size > 0) {
            const auto got = ::pread(descriptor_, at, size, static_cast<off_t>(offset));
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) return false;
            at += got;
            offset += static_cast<std::uint64_t>(got);
            size -= static_cast<std::size_t>(got);
        }
        return true;
    }

private:
    int descriptor_;
};

// offset + size stays inside, without overflow.
bool inside(std::uint64_t offset, std::uint64_t size, std::uint64_t whole) { return offset <= whole && size <= whole - offset; }

std::string truncated(std::string_view what, std::uint64_t needed, std::uint64_t size) {
    return fmt::format("the file is truncated: {} reaches to byte {}, but the file has {} bytes; copy or build it again", what, needed, size);
}

std::string header_problem(const Elf64_Ehdr& header, const std::array<unsigned char, EI_NIDENT>& ident) {
    if (ident[EI_CLASS] != ELFCLASS64) return fmt::format("it is not a 64-bit library; build it for {}", host_machine_name);
    if (ident[EI_DATA] != ELFDATA2LSB) return fmt::format("its byte order is not little-endian; build it for {}", host_machine_name);
    if (ident[EI_VERSION] != EV_CURRENT) return "its ELF version is unknown; it is damaged or was not made by a usual linker";
    if (header.e_machine != host_machine)
        return fmt::format("it was built for {}, this engine runs on {}; build it for {}", machine_name(header.e_machine),
                           host_machine_name, host_machine_name);
    if (header.e_type == ET_REL) return "it is an object file, not a shared library; link it with -shared";
    if (header.e_type != ET_DYN) return "it is not a shared library; link it with -shared";
    if (header.e_phentsize != sizeof(Elf64_Phdr) || header.e_phnum == 0 || header.e_phnum > headers_max)
        return "its table of program headers makes no sense: the file is damaged; copy or build it again";
    return {};
}

// The dynamic section names the symbol, string and relocation tables by address; the loader reads them through the mapping, so
// each of them has to lie in a part of a segment that the file really backs.
std::string dynamic_problem(const OpenFile& file, const std::vector<Elf64_Phdr>& headers, const Elf64_Phdr& dynamic) {
    if (dynamic.p_filesz > 1024 * 1024 || dynamic.p_filesz % sizeof(Elf64_Dyn) != 0)
        return "its dynamic section makes no sense: the file is damaged; copy or build it again";
    std::vector<Elf64_Dyn> entries(dynamic.p_filesz / sizeof(Elf64_Dyn));
    if (!file.read(dynamic.p_offset, entries.data(), entries.size() * sizeof(Elf64_Dyn))) return "its dynamic section cannot be read";
    const auto backed = [&](std::uint64_t address) {
        for (const auto& header : headers)
            if (header.p_type == PT_LOAD && address >= header.p_vaddr && address - header.p_vaddr < header.p_filesz) return true;
        return false;
    };
    bool symbols = false, strings = false, ended = false;
    for (const auto& entry : entries) {
        if (entry.d_tag == DT_NULL) {
            ended = true;
            break;
        }
        if (entry.d_tag == DT_SYMTAB) symbols = true;
        if (entry.d_tag == DT_STRTAB) strings = true;
        const bool is_address = entry.d_tag == DT_SYMTAB || entry.d_tag == DT_STRTAB || entry.d_tag == DT_HASH || entry.d_tag == DT_GNU_HASH ||
                                entry.d_tag == DT_RELA || entry.d_tag == DT_JMPREL;
        if (is_address && !backed(entry.d_un.d_ptr)) return "its dynamic section points outside the file: it is damaged; copy or build it again";
    }
    if (!ended || !symbols || !strings) return "its dynamic section is not complete: the file is damaged; copy or build it again";
    return {};
}

std::string segments_problem(const OpenFile& file, const Elf64_Ehdr& header, std::uint64_t size) {
    std::vector<Elf64_Phdr> headers(header.e_phnum);
    const auto table_size = headers.size() * sizeof(Elf64_Phdr);
    if (!inside(header.e_phoff, table_size, size)) return truncated("its table of program headers", header.e_phoff + table_size, size);
    if (!file.read(header.e_phoff, headers.data(), table_size)) return "its table of program headers cannot be read";
    const Elf64_Phdr* dynamic = nullptr;
    bool loads = false;
    for (const auto& segment : headers) {
        if (segment.p_type == PT_NULL) continue;
        if (!inside(segment.p_offset, segment.p_filesz, size)) return truncated("a segment", segment.p_offset + segment.p_filesz, size);
        if (segment.p_type == PT_DYNAMIC) dynamic = &segment;
        if (segment.p_type == PT_LOAD) {
            loads = true;
            if (segment.p_memsz < segment.p_filesz || segment.p_memsz > file_size_max)
                return "a segment has a size that makes no sense: the file is damaged; copy or build it again";
        }
        // An executable is ET_DYN as well today; it asks for an interpreter, a library does not.
        if (segment.p_type == PT_INTERP) return "it is a program, not a shared library; link it with -shared";
    }
    if (!loads || !dynamic) return "it is not a shared library: it has no dynamic section; link it with -shared";
    if (auto problem = dynamic_problem(file, headers, *dynamic); !problem.empty()) return problem;
    // The loader does not need the sections, but a file that lost its end loses them first.
    const auto sections_size = std::uint64_t{header.e_shnum} * header.e_shentsize;
    if (header.e_shoff != 0 && !inside(header.e_shoff, sections_size, size))
        return truncated("its table of sections", header.e_shoff + sections_size, size);
    return {};
}

} // namespace

std::string elf_problem(const std::filesystem::path& path) {
    const OpenFile file(path);
    if (!file.is_open()) return fmt::format("it cannot be opened: {}", std::strerror(errno));
    struct stat state {};
    if (!file.state(state)) return fmt::format("it cannot be examined: {}", std::strerror(errno));
    if (S_ISDIR(state.st_mode)) return "it is a directory, not a shared library";
    if (!S_ISREG(state.st_mode)) return "it is not a regular file";
    if (auto problem = trust_problem(state); !problem.empty()) return problem;
    const auto size = static_cast<std::uint64_t>(state.st_size);
    if (size == 0) return "the file is empty; copy or build it again";
    if (size > file_size_max) return fmt::format("it has {} bytes; the limit for a plugin is {}", size, file_size_max);

    std::array<unsigned char, EI_NIDENT> ident{};
    if (size < ident.size() || !file.read(0, ident.data(), ident.size()) || std::memcmp(ident.data(), ELFMAG, SELFMAG) != 0)
        return "it is not a shared library (it does not begin as an ELF file does)";
    Elf64_Ehdr header{};
    if (ident[EI_CLASS] == ELFCLASS64 && !file.read(0, &header, sizeof(header))) return truncated("its header", sizeof(header), size);
    if (auto problem = header_problem(header, ident); !problem.empty()) return problem;
    return segments_problem(file, header, size);
}

} // namespace ledgerline::plugin
