package dev.spanprofiles.spring;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The actuator endpoint, where the actuator is there and exposes it. */
@AutoConfiguration
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(SpanProfilesEndpoint.class)
public final class SpanProfilesEndpointAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  SpanProfilesEndpoint spanProfilesEndpoint() {
    return new SpanProfilesEndpoint();
  }
}
