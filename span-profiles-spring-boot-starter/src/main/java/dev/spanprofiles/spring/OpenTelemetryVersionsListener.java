package dev.spanprofiles.spring;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;

/** Says at start what {@link OpenTelemetryVersions} sees, before the first request fails. */
final class OpenTelemetryVersionsListener implements ApplicationListener<ApplicationPreparedEvent> {

  private static final Log logger = LogFactory.getLog(OpenTelemetryVersionsListener.class);

  @Override
  public void onApplicationEvent(ApplicationPreparedEvent event) {
    ClassLoader loader = event.getApplicationContext().getClassLoader();
    if (loader != null) {
      OpenTelemetryVersions.problem(loader).ifPresent(logger::error);
    }
  }
}
