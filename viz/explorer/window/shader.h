// A linked pair of shaders.
#pragma once

#include <string>

#include "viz/explorer/window/gl_objects.h"
#include "viz/figure/colour.h"

namespace concord::explorer {

class Shader {
  public:
    // Throws SurfaceError with the driver's message; `name` says which shader that is about.
    Shader(const char* name, const std::string& vertex, const std::string& fragment);

    void use() const { glUseProgram(program_.name()); }
    GLint uniform(const char* name) const { return glGetUniformLocation(program_.name(), name); }

    // Of the shader in use.
    void set(const char* name, float value) const { glUniform1f(uniform(name), value); }
    void set(const char* name, int value) const { glUniform1i(uniform(name), value); }
    void set(const char* name, float x, float y) const { glUniform2f(uniform(name), x, y); }
    void set(const char* name, figure::Colour colour) const;

  private:
    GlProgram program_;
};

}  // namespace concord::explorer
