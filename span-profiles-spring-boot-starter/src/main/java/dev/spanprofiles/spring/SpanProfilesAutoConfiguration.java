package dev.spanprofiles.spring;

import dev.spanprofiles.SpanProfiles;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Span profiles for Boot's own OpenTelemetry support, which does not use the SDK's
 * autoconfiguration. Beside OpenTelemetry's starter nothing is needed: that finds {@code
 * span-profiles} itself, and reads its properties from the Spring environment.
 */
@AutoConfiguration
@ConditionalOnClass(SdkTracerProviderBuilderCustomizer.class)
public final class SpanProfilesAutoConfiguration {

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  @ConditionalOnMissingBean(name = "spanProfilesTracerProviderCustomizer")
  SdkTracerProviderBuilderCustomizer spanProfilesTracerProviderCustomizer(
      Environment environment, ObjectProvider<Resource> resources) {
    return builder -> {
      Resource resource = resources.getIfAvailable(Resource::getDefault);
      SpanProfiles.install(builder, environment::getProperty, resource);
    };
  }

  /** Before the one that exports: a batch may be encoded at any time after it took the record. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  @ConditionalOnMissingBean(name = "spanProfilesLogRecordProcessor")
  LogRecordProcessor spanProfilesLogRecordProcessor() {
    return SpanProfiles.logRecordProcessor();
  }
}
