// A small form for the arguments of an action, made from the action table: one field each, by kind and name. Menu,
// palette, shortcuts and buttons ask through it.
#pragma once

#include <string>
#include <vector>

#include "viz/explorer/screen/suggestions.h"

namespace concord::explorer {

class Form {
  public:
    bool is_open() const { return action_ != nullptr; }
    void draw(Ui& ui);

  private:
    struct Field {
        std::string text;          // as it stands in the field
        std::string taken, value;  // a row that was taken: its text, and what it stands for
        int chosen = 0;            // row
        bool moved = false;        // by arrows or the mouse: the row chosen is meant
    };
    const Action* action_ = nullptr;
    std::vector<Field> fields_;
    std::size_t active_ = 0;  // field that is typed in
    int focus_ = -1;          // field to give the keyboard to

    void begin(Ui& ui);
    void confirm(Ui& ui);
    void draw_field(Ui& ui, std::size_t k);
    void draw_rows(Ui& ui, std::size_t k, int moved);
    void take(Field& field, const Suggestion& row) const;
    std::vector<Suggestion> rows_of(const Ui& ui, std::size_t k) const;
    std::string value_of(const Ui& ui, std::size_t k) const;
    std::vector<std::string> values(const Ui& ui) const;
};

}  // namespace concord::explorer
