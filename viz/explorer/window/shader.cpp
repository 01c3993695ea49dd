#include "viz/explorer/window/shader.h"

#include <fmt/format.h>

#include <string>

#include "viz/explorer/window/surface.h"

namespace concord::explorer {
namespace {

[[noreturn]] void fail(const char* name, const std::string& message) {
    throw SurfaceError(fmt::format(
        "The graphics driver does not accept the shader '{}' ({}); update it, or set LIBGL_ALWAYS_SOFTWARE=1.", name,
        message));
}

class Stage {
  public:
    Stage(const char* name, GLenum kind, const char* source) : shader_(glCreateShader(kind)) {
        glShaderSource(shader_, 1, &source, nullptr);
        glCompileShader(shader_);
        GLint compiled = GL_FALSE;
        glGetShaderiv(shader_, GL_COMPILE_STATUS, &compiled);
        if (compiled == GL_TRUE) return;
        char message[1024] = "";
        glGetShaderInfoLog(shader_, sizeof message, nullptr, message);
        glDeleteShader(shader_);
        fail(name, message);
    }
    ~Stage() { glDeleteShader(shader_); }
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    GLuint name() const { return shader_; }

  private:
    GLuint shader_;
};

}  // namespace

Shader::Shader(const char* name, const std::string& vertex, const std::string& fragment) {
    const Stage first(name, GL_VERTEX_SHADER, vertex.c_str()), second(name, GL_FRAGMENT_SHADER, fragment.c_str());
    glAttachShader(program_.name(), first.name());
    glAttachShader(program_.name(), second.name());
    glLinkProgram(program_.name());
    GLint linked = GL_FALSE;
    glGetProgramiv(program_.name(), GL_LINK_STATUS, &linked);
    if (linked == GL_TRUE) return;
    char message[1024] = "";
    glGetProgramInfoLog(program_.name(), sizeof message, nullptr, message);
    fail(name, message);
}

void Shader::set(const char* name, figure::Colour colour) const {
    const auto part = [](std::uint8_t channel) { return static_cast<float>(channel) / 255; };
    glUniform4f(uniform(name), part(colour.r), part(colour.g), part(colour.b), part(colour.a));
}

}  // namespace concord::explorer
