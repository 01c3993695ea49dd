// Words that the report uses.
#include "report/sections/sections.h"

namespace concord::report {

Section glossary(const Inputs&) {
    Section section{.id = "words", .title = "Words"};
    section.blocks.emplace_back(Terms{
        {{"Baseline", "what is done today; every option is held against it."},
         {"Channel", "the multi-agency panel that offers support to people at risk of being drawn into terrorism."},
         {"Cohesion index", "points from 0 to 100: the mean of the dimensions of cohesion that the model represents."},
         {"Community Safety Partnership", "the partnership of council, police and others in each district."},
         {"Confidence in police", "the share of adults who have confidence in the local police."},
         {"Deprivation fifth", "a fifth of residents, by how deprived their neighbourhood is."},
         {"District", "the area of one of the ten councils; a borough, in speech."},
         {"Draw", "one set of all parameters out of their ranges; each pair of runs has its own."},
         {"GMP", "Greater Manchester Police."},
         {"Interval", "from and to: between them lies what the runs allow."},
         {"Lever", "something that a policy turns: engagement, patrols, training, stops, and others."},
         {"Lost trust in police",
          "the share of adults whose trust in the police is clearly below what it was at the start."},
         {"Neighbourhood", "a lower layer super output area (LSOA) of about 1,700 residents."},
         {"Pair", "a run of the option and a run of the baseline that share every chance."},
         {"Prevent duty", "the 2015 duty on public bodies to help prevent people being drawn into terrorism."},
         {"Programme in residents' eyes", "how people see the prevention programme, if they have heard of it."},
         {"Smallest difference that matters", "declared before the runs; less is called too small to matter."},
         {"VCFSE", "voluntary, community, faith and social enterprise groups."},
         {"Ward", "the area that elects councillors; Greater Manchester has 215."}}});
    return section;
}

}  // namespace concord::report
