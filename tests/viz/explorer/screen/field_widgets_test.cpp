// A choice and a set of a lever, picked with the mouse on a window in memory.
#include "viz/explorer/screen/field_widgets.h"

#include "tests/viz/explorer/screen/off_screen_session.h"
#include "viz/explorer/window/fonts.h"

using namespace concord;
using namespace concord::explorer;
using sim::FieldKind;
using sim::FieldValue;

namespace {

const std::vector<sim::FieldChoice> kChoices = {{"none", "None"}, {"police", "Police"}, {"nhs", "NHS trusts"}};
const sim::LeverField kChoice = {.key = "regime", .kind = FieldKind::kChoice, .choices = kChoices};
const sim::LeverField kSet = {.key = "members", .kind = FieldKind::kSet, .choices = kChoices};

// One widget in an empty window, and what was last picked on it.
struct Bench {
    std::unique_ptr<Surface> surface = tests::OffScreen::open(300, 300);
    FontAtlas fonts;
    FieldValue stands;
    int picks = 0;
    float row = 0;  // pixels from one line of widgets to the next

    template <class Draw>
    void frames(int count, const sim::LeverField& field, const Draw& draw) {
        ImFont* font = fonts.at(1).regular;
        for (int k = 0; k < count; ++k)
            frame(*surface, [&] {
                ImGui::PushFont(font);
                ImGui::SetNextWindowPos({0, 0});
                ImGui::SetNextWindowSize({300, 300});
                ImGui::Begin("bench", nullptr, ImGuiWindowFlags_NoDecoration);
                row = ImGui::GetFrameHeightWithSpacing();
                if (const auto picked = draw(field, stands)) {
                    stands = *picked;
                    ++picks;
                }
                ImGui::End();
                ImGui::PopFont();
            });
    }
    template <class Draw>
    void click(float y, const sim::LeverField& field, const Draw& draw) {
        ImGuiIO& io = ImGui::GetIO();
        io.MousePos = {20, y};
        frames(2, field, draw);
        io.MouseDown[0] = true;
        frames(1, field, draw);
        io.MouseDown[0] = false;
        frames(2, field, draw);
    }
};

}  // namespace

TEST_CASE("Boxes of a set are ticked one by one, and each tick is one value picked") {
    Bench bench;
    bench.frames(2, kSet, draw_set);
    bench.click(1.2f * bench.row + 8, kSet, draw_set);
    CHECK(bench.stands == FieldValue{.members = 0b010});
    bench.click(0.2f * bench.row + 8, kSet, draw_set);
    CHECK(bench.stands == FieldValue{.members = 0b011});
    bench.click(1.2f * bench.row + 8, kSet, draw_set);
    CHECK(bench.stands == FieldValue{.members = 0b001});
    CHECK(bench.picks == 3);
}

TEST_CASE("A choice opens as a list; another one is picked, the one that stands is not") {
    Bench bench;
    bench.stands.choice = 1;
    bench.frames(2, kChoice, draw_choice);
    bench.click(16, kChoice, draw_choice);
    CHECK(bench.picks == 0);
    bench.click(16 + 2.6f * ImGui::GetTextLineHeightWithSpacing() + 8, kChoice, draw_choice);
    CHECK(bench.picks == 1);
    CHECK(bench.stands.choice != 1);
}
