package dev.spanprofiles.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SpanProfilesEndpointAutoConfigurationTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(SpanProfilesEndpointAutoConfiguration.class));

  @Test
  void isThereWhereItIsExposed() {
    runner
        .withPropertyValues("management.endpoints.web.exposure.include=spanprofiles")
        .run(
            context -> {
              assertThat(context).hasSingleBean(SpanProfilesEndpoint.class);
              assertThat(context.getBean(SpanProfilesEndpoint.class).status().active()).isFalse();
            });
  }

  @Test
  void isAbsentWhereItIsNotExposed() {
    runner.run(context -> assertThat(context).doesNotHaveBean(SpanProfilesEndpoint.class));
  }

  @Test
  void isAbsentWithoutTheActuator() {
    runner
        .withPropertyValues("management.endpoints.web.exposure.include=spanprofiles")
        .withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
        .run(context -> assertThat(context).doesNotHaveBean(SpanProfilesEndpoint.class));
  }

  @Test
  void theUsersOwnBeanWins() {
    SpanProfilesEndpoint own = new SpanProfilesEndpoint();
    runner
        .withPropertyValues("management.endpoints.web.exposure.include=spanprofiles")
        .withBean(SpanProfilesEndpoint.class, () -> own)
        .run(context -> assertThat(context.getBean(SpanProfilesEndpoint.class)).isSameAs(own));
  }
}
