// Owners of OpenGL names, so that nothing leaks when a constructor throws halfway. Made and destroyed with their
// context current.
#pragma once

#include <epoxy/gl.h>

#include <utility>

namespace concord::explorer {

template <class Kind>
class GlObject {
  public:
    GlObject() { Kind::make(&name_); }
    ~GlObject() {
        if (name_ != 0) Kind::destroy(&name_);
    }
    GlObject(GlObject&& other) noexcept : name_(std::exchange(other.name_, 0u)) {}
    GlObject& operator=(GlObject&& other) noexcept {
        std::swap(name_, other.name_);
        return *this;
    }

    GLuint name() const { return name_; }

  private:
    GLuint name_ = 0;
};

struct BufferKind {
    static void make(GLuint* name) { glGenBuffers(1, name); }
    static void destroy(GLuint* name) { glDeleteBuffers(1, name); }
};
struct TextureKind {
    static void make(GLuint* name) { glGenTextures(1, name); }
    static void destroy(GLuint* name) { glDeleteTextures(1, name); }
};
struct VertexArrayKind {
    static void make(GLuint* name) { glGenVertexArrays(1, name); }
    static void destroy(GLuint* name) { glDeleteVertexArrays(1, name); }
};
struct FramebufferKind {
    static void make(GLuint* name) { glGenFramebuffers(1, name); }
    static void destroy(GLuint* name) { glDeleteFramebuffers(1, name); }
};
struct RenderbufferKind {
    static void make(GLuint* name) { glGenRenderbuffers(1, name); }
    static void destroy(GLuint* name) { glDeleteRenderbuffers(1, name); }
};
struct ProgramKind {
    static void make(GLuint* name) { *name = glCreateProgram(); }
    static void destroy(GLuint* name) { glDeleteProgram(*name); }
};

using GlBuffer = GlObject<BufferKind>;
using GlTexture = GlObject<TextureKind>;
using GlVertexArray = GlObject<VertexArrayKind>;
using GlFramebuffer = GlObject<FramebufferKind>;
using GlRenderbuffer = GlObject<RenderbufferKind>;
using GlProgram = GlObject<ProgramKind>;

}  // namespace concord::explorer
