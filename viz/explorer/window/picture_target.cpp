#include "viz/explorer/window/picture_target.h"

#include <fmt/format.h>

#include "viz/explorer/window/surface.h"

namespace concord::explorer {
namespace {

void require_complete(std::array<int, 2> size) {
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE) return;
    throw SurfaceError(fmt::format("The graphics driver cannot draw a picture of {} x {} pixels; use a smaller one.",
                                   size[0], size[1]));
}

}  // namespace

void PictureTarget::resize(std::array<int, 2> size) {
    if (size == size_) return;
    size_ = {};  // until all has succeeded
    glBindTexture(GL_TEXTURE_2D, texture_.name());
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size[0], size[1], 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
        glTexParameteri(GL_TEXTURE_2D, filter, GL_LINEAR);
    for (const GLenum wrap : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T})
        glTexParameteri(GL_TEXTURE_2D, wrap, GL_CLAMP_TO_EDGE);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.name());
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_.name(), 0);
    require_complete(size);
    if (sampled()) {
        glBindRenderbuffer(GL_RENDERBUFFER, samples_buffer_.name());
        glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples_, GL_RGBA8, size[0], size[1]);
        glBindFramebuffer(GL_FRAMEBUFFER, sampled_framebuffer_.name());
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, samples_buffer_.name());
        require_complete(size);
    }
    size_ = size;
}

void PictureTarget::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, sampled() ? sampled_framebuffer_.name() : framebuffer_.name());
    glViewport(0, 0, size_[0], size_[1]);
}

void PictureTarget::resolve() const {
    if (!sampled()) return;
    glBindFramebuffer(GL_READ_FRAMEBUFFER, sampled_framebuffer_.name());
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer_.name());
    glBlitFramebuffer(0, 0, size_[0], size_[1], 0, 0, size_[0], size_[1], GL_COLOR_BUFFER_BIT, GL_NEAREST);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.name());
}

}  // namespace concord::explorer
