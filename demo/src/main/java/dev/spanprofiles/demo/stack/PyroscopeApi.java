package dev.spanprofiles.demo.stack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;

/**
 * Pyroscope's query API, which the embedded stack answers, too.
 *
 * @param address base address
 */
public record PyroscopeApi(URI address) {

  /** The type of the profiles that say what the CPU did. */
  public static final String CPU = "process_cpu:cpu:nanoseconds:cpu:nanoseconds";

  /**
   * Returns the nanoseconds of CPU in the profile of spans, uploaded since {@code from}.
   *
   * @param labelSelector the series to look at; <code>{}</code> for all
   * @param spanIds in hex; with none the answer is for no span, which is 0
   * @throws IOException if no JSON comes back
   */
  public long cpuNanos(String labelSelector, Collection<String> spanIds, Instant from)
      throws IOException, InterruptedException {
    if (spanIds.isEmpty()) {
      return 0; // without a span selector Pyroscope would add up all samples
    }
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("profileTypeID", CPU).put("labelSelector", labelSelector);
    request.put("start", from.toEpochMilli()).put("end", Instant.now().toEpochMilli() + 1000);
    spanIds.forEach(request.putArray("spanSelector")::add);
    return Http.post(address.resolve("/querier.v1.QuerierService/SelectMergeStacktraces"), request)
        .path("flamegraph")
        .path("total")
        .asLong();
  }
}
