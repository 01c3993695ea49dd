// A framebuffer with a colour texture, and the same with several samples a pixel that are resolved into it.
#pragma once

#include <array>

#include "viz/explorer/window/gl_objects.h"

namespace concord::explorer {

class PictureTarget {
  public:
    // `samples` of 0 or 1: draws straight into the texture.
    explicit PictureTarget(int samples = 0) : samples_(samples) {}

    // Makes room for this size, which must be at least 1 x 1; the texture keeps its name. Throws SurfaceError.
    void resize(std::array<int, 2> size);
    std::array<int, 2> size() const { return size_; }

    void bind() const;     // for drawing
    void resolve() const;  // samples into the texture, which is then bound for drawing
    GLuint texture() const { return texture_.name(); }
    GLuint framebuffer() const { return framebuffer_.name(); }

  private:
    bool sampled() const { return samples_ > 1; }

    int samples_;
    std::array<int, 2> size_{};
    GlTexture texture_;
    GlFramebuffer framebuffer_, sampled_framebuffer_;
    GlRenderbuffer samples_buffer_;
};

}  // namespace concord::explorer
