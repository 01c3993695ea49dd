// Keeps the OpenGL state that our own drawing changes, and puts it back: whoever draws around it need not know.
#pragma once

#include <epoxy/gl.h>

namespace concord::explorer {

class GlStateKeeper {
  public:
    GlStateKeeper();
    ~GlStateKeeper();
    GlStateKeeper(const GlStateKeeper&) = delete;
    GlStateKeeper& operator=(const GlStateKeeper&) = delete;

  private:
    struct Switch {
        GLenum name;
        GLboolean on = GL_FALSE;
    };
    Switch switches_[7] = {{GL_BLEND},        {GL_CULL_FACE},   {GL_DEPTH_TEST},      {GL_SCISSOR_TEST},
                           {GL_STENCIL_TEST}, {GL_MULTISAMPLE}, {GL_FRAMEBUFFER_SRGB}};
    GLint draw_framebuffer_, read_framebuffer_, renderbuffer_, program_, vertex_array_, array_buffer_, texture_buffer_;
    GLint active_texture_, texture_2d_[2], buffer_texture_[2];
    GLint viewport_[4], blend_equation_[2], blend_factors_[4];
    GLfloat clear_colour_[4];
    GLboolean colour_mask_[4];
};

}  // namespace concord::explorer
