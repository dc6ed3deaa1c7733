package dev.spanprofiles.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.SpanProfiles;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SpanProfilesAutoConfigurationTest {

  private static final String BEAN = "spanProfilesTracerProviderCustomizer";
  private static final String LOGS = "spanProfilesLogRecordProcessor";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(SpanProfilesAutoConfiguration.class))
          .withPropertyValues("otel.pyroscope.start.profiling=false");

  @Test
  void registersTheCustomizer() {
    runner.run(context -> assertThat(context).hasBean(BEAN).hasBean(LOGS));
  }

  @Test
  void theCustomizerInstallsSpanProfilesWithSettingsFromTheEnvironment() {
    runner
        .withPropertyValues("otel.pyroscope.root.span.only=false")
        .run(
            context -> {
              var builder = SdkTracerProvider.builder().setSampler(Sampler.alwaysOn());
              context.getBean(SdkTracerProviderBuilderCustomizer.class).customize(builder);
              try (var provider = builder.build()) {
                assertThat(provider.getSampler()).isNotSameAs(Sampler.alwaysOn());
                assertThat(SpanProfiles.status().active()).isTrue();
                assertThat(SpanProfiles.status().mode()).isEqualTo("all");
              }
            });
  }

  @Test
  void aBadValueSwitchesOffAndSaysWhy() {
    runner
        .withPropertyValues("otel.pyroscope.root.span.only=perhaps")
        .run(
            context -> {
              var builder = SdkTracerProvider.builder().setSampler(Sampler.alwaysOn());
              context.getBean(SdkTracerProviderBuilderCustomizer.class).customize(builder);
              try (var provider = builder.build()) {
                assertThat(provider.getSampler()).isSameAs(Sampler.alwaysOn());
                assertThat(SpanProfiles.status().reason())
                    .isEqualTo("otel.pyroscope.root.span.only must be true or false: perhaps");
              }
            });
  }

  @Test
  void isAbsentWithoutBootsOpenTelemetry() {
    runner
        .withClassLoader(new FilteredClassLoader(SdkTracerProviderBuilderCustomizer.class))
        .run(context -> assertThat(context).doesNotHaveBean(BEAN).doesNotHaveBean(LOGS));
  }

  @Test
  void theUsersOwnBeanWins() {
    SdkTracerProviderBuilderCustomizer own = builder -> {};
    runner
        .withBean(BEAN, SdkTracerProviderBuilderCustomizer.class, () -> own)
        .run(context -> assertThat(context.getBean(BEAN)).isSameAs(own));
  }
}
