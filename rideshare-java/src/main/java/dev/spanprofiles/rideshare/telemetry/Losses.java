package dev.spanprofiles.rideshare.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many spans and log records were sent and how many were lost, as the SDK's processors count
 * them: a batch that was tried in vain, or what found the queue before it full. Says it once when
 * the first are lost.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/">Metrics of an
 *     SDK</a>
 */
final class Losses implements MetricExporter {

  private static final Logger logger = LoggerFactory.getLogger(Losses.class);

  private static final String SPANS = "otel.sdk.processor.span.processed";
  private static final String LOGS = "otel.sdk.processor.log.processed";
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private final AtomicBoolean said = new AtomicBoolean();
  private volatile Count spans = new Count(0, 0);
  private volatile Count logs = new Count(0, 0);

  /**
   * Of one signal, since the process started.
   *
   * @param sent was taken by what it went to
   * @param lost was not, and is not tried again
   */
  record Count(long sent, long lost) {}

  Count spans() {
    return spans;
  }

  Count logs() {
    return logs;
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    for (MetricData metric : metrics) {
      switch (metric.getName()) {
        case SPANS -> spans = count(metric);
        case LOGS -> logs = count(metric);
        default -> {} // of other parts of the SDK
      }
    }
    if (spans.lost() + logs.lost() > 0 && said.compareAndSet(false, true)) {
      logger.warn(
          "{} spans and {} log records were lost: what takes them was away for too long."
              + " GET /actuator/telemetry counts on, and this is not said again",
          spans.lost(),
          logs.lost());
    }
    return CompletableResultCode.ofSuccess();
  }

  private static Count count(MetricData metric) {
    long sent = 0;
    long lost = 0;
    for (LongPointData point : metric.getLongSumData().getPoints()) {
      if (point.getAttributes().get(ERROR) == null) {
        sent += point.getValue();
      } else {
        lost += point.getValue();
      }
    }
    return new Count(sent, lost);
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
    return AggregationTemporality.CUMULATIVE;
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
