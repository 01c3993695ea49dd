#include "scenarios/files/paths.h"

namespace concord::scenarios {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
    std::error_code refused;
    return fs::exists(path, refused);
}
bool is_file(const fs::path& path) {
    std::error_code refused;
    return fs::is_regular_file(path, refused);
}
bool is_folder(const fs::path& path) {
    std::error_code refused;
    return fs::is_directory(path, refused);
}
bool is_taken(const fs::path& path) {
    std::error_code refused;
    return fs::exists(fs::symlink_status(path, refused));
}

}  // namespace concord::scenarios
