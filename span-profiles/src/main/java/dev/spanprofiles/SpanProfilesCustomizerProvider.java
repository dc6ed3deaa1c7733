package dev.spanprofiles;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Found by the SDK's autoconfiguration: starts the profiler and follows the spans. */
public final class SpanProfilesCustomizerProvider implements AutoConfigurationCustomizerProvider {

  private static final Logger logger =
      Logger.getLogger(SpanProfilesCustomizerProvider.class.getName());
  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

  @Override
  public void customize(AutoConfigurationCustomizer customizer) {
    AtomicReference<@Nullable String> serviceName = new AtomicReference<>();
    customizer.addResourceCustomizer(
        (resource, properties) -> {
          serviceName.set(resource.getAttribute(SERVICE_NAME));
          return resource;
        });
    customizer.addTracerProviderCustomizer(
        (builder, properties) -> install(builder, properties, serviceName.get()));
  }

  /** After all others: a sampler that is set later would leave spans without owners. */
  @Override
  public int order() {
    return Integer.MAX_VALUE;
  }

  private static SdkTracerProviderBuilder install(
      SdkTracerProviderBuilder builder, ConfigProperties properties, @Nullable String serviceName) {
    try {
      SpanProfilesConfig config = SpanProfilesConfig.from(properties);
      if (config.startProfiling()) {
        PyroscopeAgentStarter.start(properties, serviceName);
      }
      SpanProfiles.install(builder, config, new PyroscopeProfiler());
    } catch (RuntimeException | LinkageError e) {
      logger.log(Level.WARNING, "Span profiles are switched off: " + e, e);
    }
    return builder;
  }
}
