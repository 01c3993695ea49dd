// Whether a workbook is whole. libxlsxwriter puts each part together in a temporary file and does not notice when that
// did not fit on the disk: the workbook is then closed without an error, and cannot be opened.
#pragma once

#include <string>
#include <string_view>

namespace concord::report {

// The first part (a file in the ZIP archive) that does not end with the end of its outermost element, or how the
// archive itself is broken, in words; empty when all is well. Of archives as libxlsxwriter makes them.
std::string broken_part(std::string_view archive);

}  // namespace concord::report
