// What is published of referrals to the prevention programme, England and Wales, a year at a time: percent of all
// referrals, but for how many there are. By sector only who refers is published; how many needs are seen, and how often
// a referral is wrong, is published of nobody. Targets (T) stand in decision 0026, sources (S) in docs/sources.md.
#pragma once

#include <array>
#include <string_view>

namespace concord::scenarios {

struct PublishedSupport {
    std::string_view year, target, source;
    double value = 0;
};
// Adopted as cases: of all published figures the nearest to how many referrals are right.
inline constexpr std::array<PublishedSupport, 5> kPublishedAdopted = {{{"2015/16", "T237", "S49", 5},
                                                                       {"2021/22", "T238", "S42", 13},
                                                                       {"2022/23", "T239", "S42", 9},
                                                                       {"2023/24", "T240", "S42", 7},
                                                                       {"2024/25", "T241", "S47", 17}}};
inline constexpr std::array<PublishedSupport, 3> kPublishedDiscussed = {
    {{"2021/22", "T242", "S42", 23}, {"2022/23", "T243", "S42", 16}, {"2023/24", "T244", "S42", 13}}};
using OnePublished = std::array<PublishedSupport, 1>;
inline constexpr OnePublished kPublishedNoFurtherAction = {{{"2015/16", "T245", "S49", 36}}};
inline constexpr OnePublished kPublishedSignposted = {{{"2015/16", "T246", "S49", 50}}};  // to services elsewhere
inline constexpr OnePublished kPublishedByEducation = {{{"2023/24", "T247", "S42", 40}}};
inline constexpr OnePublished kPublishedByPolice = {{{"2023/24", "T247", "S42", 28}}};
inline constexpr OnePublished kPublishedReferrals = {{{"2023/24", "T251", "S42", 11.5}}};  // per 100,000 residents

}  // namespace concord::scenarios
