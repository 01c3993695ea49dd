#include "scenarios/files/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "scenarios/files/input_error.h"

namespace concord::scenarios {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& problem) {
    throw InputError(path.string(), 0, 0, problem);
}

class Descriptor {
  public:
    // Not blocking: a named pipe without a writer would be waited for before anything could be asked of it.
    explicit Descriptor(const std::filesystem::path& path)
        : number_(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)) {
        if (number_ < 0) refuse(path, std::string("cannot be opened for reading: ") + std::strerror(errno));
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { ::close(number_); }
    operator int() const { return number_; }

  private:
    int number_;
};

void require_ordinary(const std::filesystem::path& path, const struct stat& found) {
    if (S_ISREG(found.st_mode)) return;
    if (S_ISDIR(found.st_mode)) refuse(path, "is a folder; a file is expected");
    refuse(path, S_ISFIFO(found.st_mode) ? "is a pipe, not an ordinary file; write what it gives to a file first"
                                         : "is a device or socket, not an ordinary file");
}

}  // namespace

std::string read_text(const std::filesystem::path& path, std::size_t most) {
    const Descriptor file(path);
    struct stat found {};
    if (::fstat(file, &found) != 0) refuse(path, std::string("cannot be read: ") + std::strerror(errno));
    require_ordinary(path, found);
    std::string text(std::min(most + 1, static_cast<std::size_t>(found.st_size)), '\0');
    std::size_t length = 0;
    while (length < text.size()) {
        const ssize_t read = ::read(file, text.data() + length, text.size() - length);
        if (read < 0 && errno == EINTR) continue;
        if (read < 0) refuse(path, std::string("cannot be read to its end: ") + std::strerror(errno));
        if (read == 0) break;  // it has become shorter meanwhile
        length += static_cast<std::size_t>(read);
    }
    text.resize(length);
    return text;
}

}  // namespace concord::scenarios
