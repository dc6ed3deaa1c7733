package dev.spanprofiles.rideshare;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says what this process is and what can be asked of it. */
@RestController
final class IndexController {

  private static final String HEALTH = "GET /actuator/health";
  private static final String TELEMETRY = "GET /actuator/telemetry";

  private final RideshareProperties properties;

  IndexController(RideshareProperties properties) {
    this.properties = properties;
  }

  @GetMapping("/")
  Index index() {
    List<String> requests =
        switch (properties.role()) {
          case LOAD_GENERATOR ->
              List.of("POST /orders?vehicle={vehicle}&region={region}", HEALTH, TELEMETRY);
          case RIDE_SHARING_APP ->
              List.of(
                  "POST /rides/{vehicle}",
                  "GET /incidents",
                  "PUT /incidents",
                  "GET /incidents/kinds",
                  HEALTH,
                  TELEMETRY);
        };
    return new Index(
        Labels.of(properties.role()),
        properties.region(),
        properties.hostname(),
        Labels.all(Vehicle.class),
        requests);
  }

  record Index(
      String service, String region, String host, List<String> vehicles, List<String> requests) {}
}
