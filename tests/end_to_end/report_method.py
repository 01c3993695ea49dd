"""Sentences of the report that claim nothing of a comparison: how to read it, its method, warnings, what words mean."""

from report_grammar import no_claim

CAVEAT = (
    "Compares options under stated assumptions; simulated residents, not a measurement of this place and no forecast."
)

no_claim("*/key", "{tones}")
no_claim("*/source", CAVEAT)
no_claim("*/summary", "Figure {x} in numbers")
no_claim("*/h[123]", "Options report", "In two minutes", "How many people that is", "The options, one by one",
         "Options against each other", "Under stress", "By district and ward", "Who gains and who loses",
         "Would we see it?", "How firm is it?", "Costs, and what they buy", "How this could be wrong", "Method",
         "Log of assumptions", "Quality assurance", "Where these numbers come from", "Words", "All numbers",
         "Skip to the report")  # fmt: skip
no_claim("words/d[dt]", "{words}")
no_claim("provenance/d[dt]", "{words}")
no_claim("foot/dt", "{words}")
no_claim("foot/p", CAVEAT)

no_claim("in-two-minutes/*",
         "The options, what they buy and what they cost",
         "Adults who took part, were met or stopped, and still live there at the end.",
         "What would change this answer:",
         "What monitoring would see.",
         "Important.",
         "This compares options under stated assumptions.",
         "It does not forecast, and it is not calibrated to what programmes did.",
         "No figure in it says how any person, place or group is.")  # fmt: skip

no_claim("option-[0-9]*/*",
         "What is bought, at published prices",
         "Pounds of 2024, discounted at 3.5 % a year.",
         "Levers that the baseline has as well are listed too.",
         "What it does to those who took part, in the places reached, and over Greater Manchester",
         '"Put in": the lever acts on what the outcome is made of, by what trials found; it is an assumption and no '
         "finding; small, unsure: by the runs it is too small to matter, or one cannot say.",
         "Those who took part and the places reached are measured at the end of the run, Greater Manchester over its "
         "last year.")  # fmt: skip
no_claim("delivery/*", "Delivery risk",
         "How much of what is paid for arrives, the same for every option and counted in all figures here:",
         "Nothing is lost between what is paid for and what arrives.")  # fmt: skip

no_claim("option-by-option/*",
         "P(A > B), the share in which the option does better, is counted pair by pair, never from whether two "
         "intervals overlap.",
         "Where the difference is too small to matter this table gives no number, and of all outcomes but the first it "
         "leaves the pair out.",
         "What follows asks how options stand up to what nobody knows.",
         "No measure is the right one; what counts is where they agree.",
         "A value is the difference from the baseline, turned so that more is better.",
         "Measures of decision: {title}, {words}")  # fmt: skip

no_claim("under-stress/*",
         "concord compare --stress attack:2029-05-22:Manchester runs every option under an attack as well, and says "
         "how deep it cuts and how fast it fades.",
         "Each option beside itself without the events, pair by pair.",
         "The largest dip, a fall or, where less is better, a rise, is of that pair; a difference in depth matters "
         "from the outcome's own smallest difference, recovery from a week.",
         "Hate incidents more than without the events")  # fmt: skip

no_claim("where/p",
         "The smaller a place, the fewer simulated residents stand behind its number, and the larger a difference must "
         "be before any survey sees it.",
         "Differences are shown, never how a named place is.",
         "A map of that would show noise.",
         "A ward's range is as wide as if all its neighbourhoods went the same way.")  # fmt: skip

no_claim("who/p",
         "A mean can hide that one group gains and another loses.",
         "Here every group is held against itself in the baseline.",
         "This is no equality impact assessment: sex, disability, religion and other protected characteristics are "
         "not in the model, and five ethnic groups hide large differences.",
         "Groups and outcomes in which the difference is too small to matter, not modelled, or may not be shown are "
         "left out.",
         "A ratio is of stops per 1,000 residents of the group aged 10 and over to the same of White residents; "
         "published "
         "ratios are put in, so it says what was put in, and how many stops there are is what a lever changes.",
         "A gap is between the most and the least deprived fifth of neighbourhoods; it closes as well when the better "
         "off lose.",
         "Dissimilarity, isolation and interaction are of who lives where, which nothing in the model changes.",
         "Nothing is told of fewer than ten simulated residents.",
         "Five ethnic groups hide large differences, and no attitude has a term for background; what an equality "
         "impact assessment needs besides: docs/limits.md.",
         "Stops without result are not modelled: nothing leads from a lever to what a search finds.",
         "Of stops by Greater Manchester Police in 2023/24, 79 % had none (S24).")  # fmt: skip

no_claim("who/p",
         "Groups and outcomes in which the difference is too small to matter, could be either way, is not modelled, or "
         "may not be shown are left out.")  # fmt: skip

no_claim("would-we-see-it/*",
         "What monitoring reports is not what is true: samples scatter, some people do not answer, and fewer "
         "incidents are reported where trust is low, so that a record can improve while a place gets worse.",
         "{Title}, Greater Manchester: difference year by year",
         "{Title}, Greater Manchester: difference year by year, in numbers",
         "What is not in place shows what another way of monitoring would see.",
         "5 % is what chance alone gives.",
         "A week, where one stands: from when on the chance is 80 % and stays there, with the lag of its reports.",
         "All reports of the run together tell a smaller difference than one survey does.",
         "Measured and true lie apart because not everybody answers, and fewer do where trust is low.",
         "It supposes two Greater Manchesters, one with the option and one without, monitored alike: the most that "
         "monitoring can tell.",
         "What GMCA's residents' survey would tell: {title}",
         '{Title}: what is true and what is measured under "{baseline}"',
         '{Title}: what is true and what is measured under "{baseline}", in numbers',
         "Means over runs; a single survey scatters more than its mean.",
         'Points from "{baseline}".', "Percent of adults.")  # fmt: skip

no_claim("how-firm/*",
         "Important.",
         "concord compare --draws prior draws them from their ranges.",
         "More draws (--runs) see smaller ones.",
         '"Sign turns at" is where a straight line through the draws crosses zero (switching value).',
         "Parameters that a difference hangs on, and where the order would turn",
         "The value of finding out more about a parameter is not given: it needs a posterior, and these draws are from "
         "the priors.",
         "concord compare --draws FILE takes one.",
         "What it would be worth to know more before choosing",
         "By how much the outcome would be better on average if one chose knowing which of the draws holds, instead of "
         "one option for all of them (expected value of perfect information).",
         "A single parameter by regression, for those that a difference hangs on (of partial perfect information).",
         "With everything, chance in the runs counts as known too.",
         "In how many runs each option is the best, and by how much there",
         "The best of a run is the one with the highest value there (the lowest where less is better), however small "
         "its lead.",
         "Where the lead is less than what matters the first place means nothing.",
         "Confidence in the police under contested assumptions, Greater Manchester",
         "Sources disagree on these, so that no option should be chosen for what hangs on one of them.")  # fmt: skip

no_claim("costs-and-effects/*",
         "Pounds of 2024, discounted at 3.5 % a year.",
         "Shares of funders are planned, at published prices.",
         "Dividing a cost by a difference that is too small to matter would give a number without meaning.",
         "Cost and effect: {title}, in numbers",
         "To the right is better.")  # fmt: skip

no_claim("how-wrong/*",
         "It is not calibrated to what programmes did.",
         "What happens to those who take part is put in from a few trials, many of them elsewhere and with selected "
         "groups; where no trial exists the number is an assumption with a range.",
         "It supposes that today is in balance: without an option nothing would drift.",
         "Where confidence in the police is falling for reasons outside the model, levels will be wrong and "
         "differences may be.",
         "One set of rules holds for every resident.",
         'Background decides who is "other" in a meeting and, by published ratios, how often one is stopped; real '
         'people '
         "of one background are not alike.",
         "Residents are simulated from census tables.",
         "Below district level every number is of simulated residents, not a measurement of the place.",
         "Some stand out by chance where there are so many.",
         "The runs warned of:")  # fmt: skip

no_claim("method/p",
         "Concord simulates the residents of Greater Manchester's neighbourhoods week by week: whom they talk to, what "
         "they meet, whom they trust.",
         "A run of an option and a run of the baseline share every chance, so that what differs between them is the "
         "option; that is a pair.",
         "Before the runs it was declared how small a difference matters.",
         "A gain or a harm lies beyond that with all of its interval; too small to matter lies within it with all of "
         "its interval; not modelled means that nothing in the model leads there; all else could be either way.",
         "Equations, patterns it is held against and what it misses are in the documents that come with the program: "
         "docs/model.md, docs/ODD.md, docs/validation.md, docs/limits.md.")  # fmt: skip

no_claim("assumptions/*", "Sources are listed in docs/sources.md.",
         "Parameters, what they stand on, and what these runs took")  # fmt: skip
no_claim("quality-assurance/*", "After HM Treasury's AQuA Book.",
         "What the program can say is filled in; the rest is for whoever answers for the use of this report.",
         "Quality assurance log", "What the model was held against, and what came of it",
         "As in docs/validation.md of this version, which has sources, what deprivation alone would have said, and why "
         "rows are missed.",
         "Built in: a parameter or a construction gives it.", "Fitted: set so that it is met.",
         "Follows: a check of the arithmetic.", "Predicted: evidence for the model.")  # fmt: skip
no_claim("all-numbers/*", "Greater Manchester and its districts: every outcome under every option",
         "Groups of residents: every outcome under every option",
         'Whoever quotes a difference whose verdict is "no change that matters" quotes noise.')  # fmt: skip
