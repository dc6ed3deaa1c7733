/** The load generator: takes an order by hand or from seeded traffic and sends it to a region. */
@NullMarked
package dev.spanprofiles.rideshare.order;

import org.jspecify.annotations.NullMarked;
