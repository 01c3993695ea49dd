// The hand-over between the simulation's thread and the window's.
#include "scenarios/live/triple_buffer.h"

#include <catch2/catch.hpp>
#include <memory>
#include <thread>

TEST_CASE("The reader gets the newest value, never an older one after it, and the last one in the end", "[handover]") {
    constexpr int kLast = 20000;
    concord::live::TripleBuffer<std::shared_ptr<const int>> buffer;
    std::thread writer([&] {
        for (int k = 1; k <= kLast; ++k) buffer.publish(std::make_shared<const int>(k));
    });
    int seen = 0;
    bool ascending = true;
    while (seen < kLast) {
        if (!buffer.take()) continue;
        ascending = ascending && *buffer.value() > seen;
        seen = *buffer.value();
    }
    writer.join();
    CHECK(ascending);
    CHECK(seen == kLast);
    CHECK_FALSE(buffer.take());
    CHECK(*buffer.value() == kLast);
}

TEST_CASE("A reader that looks seldom gets the last value, once, and keeps it", "[handover]") {
    concord::live::TripleBuffer<int> buffer;
    CHECK_FALSE(buffer.take());
    CHECK(buffer.value() == 0);
    buffer.publish(1);
    CHECK(buffer.value() == 0);  // not taken yet
    buffer.publish(2);
    buffer.publish(3);
    CHECK(buffer.take());
    CHECK(buffer.value() == 3);
    CHECK_FALSE(buffer.take());
    buffer.publish(4);
    CHECK(buffer.value() == 3);
    CHECK(buffer.take());
    CHECK(buffer.value() == 4);
}
