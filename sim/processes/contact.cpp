#include "sim/processes/contact.h"

#include "sim/processes/talks.h"

namespace concord::sim::contact {

void add_expected(const Context& context, const ContactConstants& c, const Vector& x, double openness,
                  const ExpectedWeek& week, VectorDouble& increment) {
    increment[kOpenness] += event_weight(x[kOpenness]) * (c.step * week.contact + c.step_friend * week.contact_friends);
    increment[kNeighbourTrust] += kNeighbourTalks * c.neighbour_step * event_weight(x[kNeighbourTrust]) *
                                  c.expected(c.positive_neighbour(week.neighbour_distance));
    increment[kOpenness] += context.parameters.norm_pull * (openness - x[kOpenness]);
}

}  // namespace concord::sim::contact
