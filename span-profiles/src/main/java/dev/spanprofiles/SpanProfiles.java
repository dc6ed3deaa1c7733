package dev.spanprofiles;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Labels every profile sample with the span it was taken in.
 *
 * <p>The SDK's autoconfiguration and Spring Boot call this themselves; call it where a tracer
 * provider is built by hand.
 */
public final class SpanProfiles {

  private static final Logger logger = Logger.getLogger(SpanProfiles.class.getName());

  private static volatile SpanProfilesStatus off =
      SpanProfilesStatus.off("no tracer provider was built yet");

  private SpanProfiles() {}

  /**
   * Starts the Pyroscope agent and has the samples of this process labelled with the spans of the
   * tracer provider. Call it last: it wraps the builder's sampler. If it cannot work it says why in
   * one line of the log and leaves the builder as it is. Never throws.
   *
   * @param settings the value of a property ({@code otel.pyroscope.root.span.only}, {@code
   *     pyroscope.server.address}, …), or null where it is not set
   * @param serviceName the resource's {@code service.name}; profiles are uploaded under it unless
   *     {@code pyroscope.application.name} says otherwise
   */
  public static void install(
      SdkTracerProviderBuilder builder,
      Function<String, @Nullable String> settings,
      @Nullable String serviceName) {
    Resource resource =
        serviceName == null
            ? Resource.empty()
            : Resource.create(Attributes.of(PyroscopeAgentStarter.SERVICE_NAME, serviceName));
    install(builder, settings, resource);
  }

  /**
   * The same, where profiles are to carry all that the resource of the spans says: those sent as
   * OTLP do ({@code otel.profiles.exporter=otlp}).
   *
   * @param settings the value of a property, or null where it is not set
   * @param resource of the tracer provider; its {@code service.name} is what profiles are uploaded
   *     under unless {@code pyroscope.application.name} says otherwise
   */
  public static synchronized void install(
      SdkTracerProviderBuilder builder,
      Function<String, @Nullable String> settings,
      Resource resource) {
    try {
      SpanProfilesConfig config = SpanProfilesConfig.from(settings);
      install(
          builder,
          config,
          resource.getAttribute(PyroscopeAgentStarter.SERVICE_NAME),
          () -> PyroscopeAgentStarter.profiler(config, settings, resource));
    } catch (UnavailableException | IllegalArgumentException e) {
      refuse(e.getMessage(), null);
    } catch (RuntimeException | LinkageError e) {
      refuse(e.toString(), e);
    }
  }

  /**
   * Returns a processor that writes on each log record the id of the span whose profile it belongs
   * in, as {@code pyroscope.profile.id}: the local root's, where the record's own span id is the
   * innermost span's. Records outside of profiled spans stay as they are. Put it before the
   * processor that exports.
   */
  public static LogRecordProcessor logRecordProcessor() {
    return new ProfileIdLogProcessor();
  }

  /**
   * Has the samples of the calling thread carry the name their span has now. Call it after {@code
   * Span.updateName}, of which the SDK tells nobody: without it the new name shows from the next
   * span of this thread, or scope of another owner, on. Costs next to nothing where no name
   * changed.
   */
  public static void refreshSpanName() {
    if (Attribution.active() != null) {
      Attribution.refreshName();
    }
  }

  /** What span profiles are doing in this process. */
  public static SpanProfilesStatus status() {
    Attribution attribution = Attribution.active();
    return attribution == null ? off : attribution.status();
  }

  static void install(
      SdkTracerProviderBuilder builder,
      SpanProfilesConfig config,
      @Nullable String serviceName,
      Supplier<Profiler> profiler) {
    // Building a provider that is thrown away is the builder's only public way to its sampler.
    @SuppressWarnings("MustBeClosedChecker")
    Sampler sampler = builder.build().getSampler();
    if (sampler instanceof OwnerSampler) {
      return;
    }
    Attribution attribution = Attribution.active();
    if (attribution == null) {
      attribution = activate(config, profiler);
    }
    builder.setSampler(new OwnerSampler(sampler, config.rootSpanOnly()));
    builder.addSpanProcessor(new OwnerProcessor(attribution, config, serviceName));
  }

  private static Attribution activate(SpanProfilesConfig config, Supplier<Profiler> profiler) {
    ContextStorage.get();
    Conflicts.check();
    Attribution attribution = new Attribution(profiler.get(), config);
    Attribution.activate(attribution);
    logger.info(() -> "Span profiles are on: " + attribution.status().summary());
    return attribution;
  }

  static void shutDown() {
    off = SpanProfilesStatus.off("all tracer providers were shut down");
    Attribution.activate(null);
    Conflicts.release();
  }

  private static void refuse(@Nullable String reason, @Nullable Throwable failure) {
    if (Attribution.active() == null) {
      off = SpanProfilesStatus.off(String.valueOf(reason));
    }
    logger.log(Level.WARNING, "Span profiles are off: " + reason, failure);
  }

  /** Span profiles must never break the application: switch off and say so, once. */
  static void switchOff(Throwable failure) {
    if (Attribution.active() != null) {
      Attribution.activate(null);
      refuse(failure.toString(), failure);
    }
  }
}
