package dev.spanprofiles;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Found by the SDK's autoconfiguration: in a library, under Spring and in the Java agent. */
public final class SpanProfilesCustomizerProvider implements AutoConfigurationCustomizerProvider {

  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

  @Override
  public void customize(AutoConfigurationCustomizer customizer) {
    // In the Java agent, which looks for no ContextStorageProvider in its extensions. Elsewhere
    // the context was used before and this is ignored.
    ContextStorage.addWrapper(FollowingContextStorage::follow);
    AtomicReference<@Nullable String> serviceName = new AtomicReference<>();
    customizer.addResourceCustomizer(
        (resource, properties) -> {
          serviceName.set(resource.getAttribute(SERVICE_NAME));
          return resource;
        });
    customizer.addTracerProviderCustomizer(
        (builder, properties) -> {
          SpanProfiles.install(builder, properties::getString, serviceName.get());
          return builder;
        });
    customizer.addLoggerProviderCustomizer(
        (builder, properties) ->
            builder.addLogRecordProcessorFirst(SpanProfiles.logRecordProcessor()));
  }

  /** After all others: a sampler that is set later would leave spans without owners. */
  @Override
  public int order() {
    return Integer.MAX_VALUE;
  }
}
