package dev.spanprofiles.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.mock.env.MockEnvironment;
import reactor.core.publisher.Hooks;

class ReactorContextPropagationTest {

  private final MockEnvironment environment = new MockEnvironment();
  private final SpringApplication application = new SpringApplication(Object.class);

  private String setting() {
    new ReactorContextPropagation().postProcessEnvironment(environment, application);
    return environment.getProperty(ReactorContextPropagation.PROPERTY, "");
  }

  @Test
  void isOnWhereBootTracesReactor() {
    assertThat(setting()).isEqualTo("auto");
  }

  @Test
  void isAsTheUserSetIt() {
    environment.setProperty(ReactorContextPropagation.PROPERTY, "limited");
    assertThat(setting()).isEqualTo("limited");
  }

  @Test
  void isLeftAloneWithoutReactor() {
    application.setResourceLoader(new DefaultResourceLoader(new FilteredClassLoader(Hooks.class)));
    assertThat(setting()).isEmpty();
  }
}
