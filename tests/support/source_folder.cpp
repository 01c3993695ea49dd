#include "tests/support/source_folder.h"

namespace concord::tests {

const std::filesystem::path& source_folder() {
    static const std::filesystem::path folder = CONCORD_SOURCE_FOLDER;
    return folder;
}

}  // namespace concord::tests
