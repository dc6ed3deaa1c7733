package dev.spanprofiles;

import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Found by the SDK's autoconfiguration: in a library, under Spring and in the Java agent. */
public final class SpanProfilesCustomizerProvider implements AutoConfigurationCustomizerProvider {

  /** What the SDK's own signals speak where nothing is said; its agent and starters say HTTP. */
  private static final String DEFAULT_PROTOCOL = "grpc";

  @Override
  public void customize(AutoConfigurationCustomizer customizer) {
    // In the Java agent, which looks for no ContextStorageProvider in its extensions. Elsewhere
    // the context was used before and this is ignored.
    ContextStorage.addWrapper(FollowingContextStorage::follow);
    AtomicReference<Resource> known = new AtomicReference<>(Resource.empty());
    customizer.addResourceCustomizer(
        (resource, properties) -> {
          known.set(resource);
          return resource;
        });
    customizer.addTracerProviderCustomizer(
        (builder, properties) -> {
          SpanProfiles.install(
              builder, key -> setting(properties, key), Objects.requireNonNull(known.get()));
          return builder;
        });
    customizer.addLoggerProviderCustomizer(
        (builder, properties) ->
            builder.addLogRecordProcessorFirst(SpanProfiles.logRecordProcessor()));
  }

  private static @Nullable String setting(ConfigProperties properties, String key) {
    String value = properties.getString(key);
    return value == null && key.equals("otel.exporter.otlp.protocol") ? DEFAULT_PROTOCOL : value;
  }

  /** After all others: a sampler that is set later would leave spans without owners. */
  @Override
  public int order() {
    return Integer.MAX_VALUE;
  }
}
