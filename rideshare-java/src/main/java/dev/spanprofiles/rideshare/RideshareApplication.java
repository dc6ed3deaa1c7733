package dev.spanprofiles.rideshare;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** One application; {@code RIDESHARE_ROLE} says which of the two services this process is. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class RideshareApplication {

  static final String DEBUG_TRACER = "debug-tracer";

  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(RideshareApplication.class);
    if (isOn(System.getenv("DEBUG_TRACER"))) {
      application.setAdditionalProfiles(DEBUG_TRACER);
    }
    application.run(args);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  private static boolean isOn(@Nullable String value) {
    return "1".equals(value) || "true".equalsIgnoreCase(value);
  }
}
