// Bytes in letters that text may hold: fonts inside a page, checksums as a browser reads them.
#pragma once

#include <string>
#include <string_view>

namespace concord::scenarios {

// RFC 4648, with padding.
std::string base64(std::string_view bytes);

}  // namespace concord::scenarios
