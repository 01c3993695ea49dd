// One program at a time works on a folder. The lock is a file, `.lock`, held by flock(2): it ends with its process,
// however that ends, so a comparison that was killed resumes without anything to clear away. It says who holds it.
#pragma once

#include <filesystem>

namespace concord::scenarios {

class FolderLock {
  public:
    // Makes the folder if need be. Throws InputError when another process holds the lock, std::runtime_error when the
    // folder cannot be written to. Where the file system has no locks, nothing is locked.
    explicit FolderLock(std::filesystem::path folder);
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock();  // removes the file, and the folder if it was made for the lock and is still empty

  private:
    std::filesystem::path folder_, file_;
    std::filesystem::path made_;  // the outermost folder made, or empty
    int descriptor_ = -1;
};

}  // namespace concord::scenarios
