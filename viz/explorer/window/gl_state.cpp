#include "viz/explorer/window/gl_state.h"

namespace concord::explorer {

GlStateKeeper::GlStateKeeper() {
    for (Switch& one : switches_) one.on = glIsEnabled(one.name);
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &draw_framebuffer_);
    glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &read_framebuffer_);
    glGetIntegerv(GL_RENDERBUFFER_BINDING, &renderbuffer_);
    glGetIntegerv(GL_CURRENT_PROGRAM, &program_);
    glGetIntegerv(GL_VERTEX_ARRAY_BINDING, &vertex_array_);
    glGetIntegerv(GL_ARRAY_BUFFER_BINDING, &array_buffer_);
    // In OpenGL 3.3 this name asks for the buffer bound to the target of the same name.
    glGetIntegerv(GL_TEXTURE_BUFFER, &texture_buffer_);
    glGetIntegerv(GL_ACTIVE_TEXTURE, &active_texture_);
    for (GLuint unit = 0; unit < 2; ++unit) {
        glActiveTexture(GL_TEXTURE0 + unit);
        glGetIntegerv(GL_TEXTURE_BINDING_2D, &texture_2d_[unit]);
        glGetIntegerv(GL_TEXTURE_BINDING_BUFFER, &buffer_texture_[unit]);
    }
    glGetIntegerv(GL_VIEWPORT, viewport_);
    glGetIntegerv(GL_BLEND_EQUATION_RGB, &blend_equation_[0]);
    glGetIntegerv(GL_BLEND_EQUATION_ALPHA, &blend_equation_[1]);
    glGetIntegerv(GL_BLEND_SRC_RGB, &blend_factors_[0]);
    glGetIntegerv(GL_BLEND_DST_RGB, &blend_factors_[1]);
    glGetIntegerv(GL_BLEND_SRC_ALPHA, &blend_factors_[2]);
    glGetIntegerv(GL_BLEND_DST_ALPHA, &blend_factors_[3]);
    glGetFloatv(GL_COLOR_CLEAR_VALUE, clear_colour_);
    glGetBooleanv(GL_COLOR_WRITEMASK, colour_mask_);
    glDisable(GL_CULL_FACE);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_STENCIL_TEST);
    glDisable(GL_FRAMEBUFFER_SRGB);
    glEnable(GL_MULTISAMPLE);
}

GlStateKeeper::~GlStateKeeper() {
    const auto name = [](GLint value) { return static_cast<GLuint>(value); };
    for (const Switch& one : switches_) (one.on == GL_TRUE ? glEnable : glDisable)(one.name);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, name(draw_framebuffer_));
    glBindFramebuffer(GL_READ_FRAMEBUFFER, name(read_framebuffer_));
    glBindRenderbuffer(GL_RENDERBUFFER, name(renderbuffer_));
    glUseProgram(name(program_));
    glBindVertexArray(name(vertex_array_));
    glBindBuffer(GL_ARRAY_BUFFER, name(array_buffer_));
    glBindBuffer(GL_TEXTURE_BUFFER, name(texture_buffer_));
    for (GLuint unit = 0; unit < 2; ++unit) {
        glActiveTexture(GL_TEXTURE0 + unit);
        glBindTexture(GL_TEXTURE_2D, name(texture_2d_[unit]));
        glBindTexture(GL_TEXTURE_BUFFER, name(buffer_texture_[unit]));
    }
    glActiveTexture(name(active_texture_));
    glViewport(viewport_[0], viewport_[1], viewport_[2], viewport_[3]);
    glBlendEquationSeparate(name(blend_equation_[0]), name(blend_equation_[1]));
    glBlendFuncSeparate(name(blend_factors_[0]), name(blend_factors_[1]), name(blend_factors_[2]),
                        name(blend_factors_[3]));
    glClearColor(clear_colour_[0], clear_colour_[1], clear_colour_[2], clear_colour_[3]);
    glColorMask(colour_mask_[0], colour_mask_[1], colour_mask_[2], colour_mask_[3]);
}

}  // namespace concord::explorer
