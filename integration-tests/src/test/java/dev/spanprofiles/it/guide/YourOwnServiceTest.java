package dev.spanprofiles.it.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spanprofiles.it.Pyroscope;
import dev.spanprofiles.it.Tempo;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Whoever follows docs/your-own-service.md word by word gets what it promises. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class YourOwnServiceTest {

  private static final Guide guide = new Guide(Path.of("../docs/your-own-service.md"));
  private static final Path RESOURCES = Path.of("src/test/resources/guide");
  private static final String SERVER = "SERVER_PORT";
  private static final String OTLP = "OTEL_PROFILES_EXPORTER";

  @TempDir static Path folder;

  private static Stranger stranger;
  private static Shell stack;

  @BeforeAll
  static void getItAndSomewhereToSendTo() throws Exception {
    stranger = new Stranger(folder);
    stranger.run(guide.block("shell", "make install"));
    String ports =
        (" --data data --otlp-grpc-port 0 --otlp-port %s --pyroscope-port %s --tempo-port %s"
                + " --viewer-port %s")
            .formatted(
                stranger.port("4318"),
                stranger.port("4040"),
                stranger.port("3200"),
                stranger.port("3000"));
    stack = stranger.start(guide.block("shell", "embedded-stack.jar").strip() + ports);
    patiently(stack).until(() -> stack.output().contains("is ready"));
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  private static ConditionFactory patiently(Shell running) {
    return await()
        .atMost(Duration.ofMinutes(15))
        .pollInterval(Duration.ofSeconds(1))
        .failFast(running::requireAlive);
  }

  private static URI at(String port) {
    return URI.create("http://localhost:" + stranger.port(port));
  }

  /** Sends requests until one of them shows its profile. */
  private static void showsAProfile(Shell service, String name, String path) {
    Tempo traces = new Tempo(at("3200"));
    Pyroscope profiles = new Pyroscope(at("4040"));
    String query = "{resource.service.name=\"" + name + "\" && kind=server}";
    patiently(service)
        .until(
            () -> {
              curl(path);
              return traces.search(query).stream()
                  .flatMap(trace -> traces.trace(trace).stream())
                  .map(Tempo.Span::profileId)
                  .filter(id -> !id.isEmpty())
                  .anyMatch(id -> profiles.ofSpan(name, id).hasMethod("isPrime"));
            });
  }

  /** One request; what comes before the service is up is refused. */
  private static Optional<String> curl(String path) throws InterruptedException {
    String answer = stranger.run("curl -s localhost:8080" + path + " || true");
    return Optional.of(answer).filter(text -> !text.isEmpty());
  }

  @Test
  @Order(1)
  void springBootWithOpenTelemetrysStarter() throws Exception {
    String snippet = withRecordings(guide.block("xml", "span-profiles-spring-boot-starter"));
    Path jar =
        spring(
            snippet,
            "opentelemetry-spring-boot-starter",
            guide.block("properties", "otel.exporter"));
    try (Shell service = stranger.start("exec java -jar " + jar)) {
      showsAProfile(service, "my-service", "/primes/5000");
      assertThat(service.output())
          .contains("Span profiles are on: root mode, itimer of my-service");
      patiently(service)
          .until(() -> stranger.run(guide.block("shell", "actuator")).contains("\"active\":true"));
      assertThat(stranger.run(guide.block("shell", "pyroscope.profile.id")))
          .contains("\"rootServiceName\":\"my-service\"");
    }
    String otlp = "export SPRING_APPLICATION_NAME=otlp-starter\n" + guide.block("shell", OTLP);
    try (Shell service = stranger.start(otlp + "exec java -jar " + jar)) {
      showsAProfile(service, "otlp-starter", "/primes/5000");
      assertThat(service.output()).contains("/v1development/profiles");
    }
    try (Shell service = stranger.start(guide.block("shell", "agent.enabled"))) {
      patiently(service).until(() -> service.output().contains("Span profiles are off"));
    }
  }

  /** The snippet with the dependency that OTLP takes. */
  private static String withRecordings(String snippet) {
    int end = snippet.lastIndexOf("</dependencies>");
    return snippet.substring(0, end)
        + guide.block("xml", "span-profiles-recordings")
        + snippet.substring(end);
  }

  @Test
  @Order(2)
  void springBootWithBootsOwnOpenTelemetry() throws Exception {
    String snippet =
        guide
            .block("xml", "span-profiles-spring-boot-starter")
            .replaceFirst("(?s)    <dependency>\\s*<groupId>io.opentelemetry.*?</dependency>", "")
            .replace("io.opentelemetry.instrumentation", "org.springframework.boot")
            .replace("opentelemetry-spring-boot-starter", "spring-boot-starter-opentelemetry");
    String settings = guide.block("properties", "management.opentelemetry");
    Path jar = spring(snippet, "spring-boot-starter-opentelemetry", settings);
    try (Shell service = stranger.start("exec java -jar " + jar)) {
      showsAProfile(service, "boots-own", "/primes/5000");
    }
  }

  /** Builds a service whose POM has the snippet. */
  private static Path spring(String snippet, String starter, String settings) throws Exception {
    Path project = stranger.directory().resolve(starter);
    Path source = project.resolve("src/main/java/stranger/Service.java");
    Files.createDirectories(source.getParent());
    Files.copy(RESOURCES.resolve("spring/src/main/java/stranger/Service.java"), source);
    String pom = Files.readString(RESOURCES.resolve("spring/pom.xml"));
    String own =
        "<dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>";
    String web =
        own
            + "spring-boot-starter-webmvc</artifactId></dependency><dependency>"
            + "<groupId>org.springframework.boot</groupId>"
            + "<artifactId>spring-boot-starter-actuator</artifactId></dependency>";
    int last = snippet.lastIndexOf("<dependencies>");
    Files.writeString(
        project.resolve("pom.xml"),
        pom.replace("@spring-boot@", version("spring-boot"))
            .replace(
                "@guide@",
                snippet.substring(0, last)
                    + web
                    + snippet.substring(last + "<dependencies>".length())));
    Path properties = project.resolve("src/main/resources/application.properties");
    Files.createDirectories(properties.getParent());
    Files.writeString(
        properties,
        settings(starter.startsWith("spring") ? "boots-own" : "my-service", settings)
            + "management.endpoints.web.exposure.include=spanprofiles\n");
    stranger.run("./mvnw -q package -f " + starter + "/pom.xml");
    Path jar = project.resolve("target/my-service.jar");
    Files.copy(
        jar, stranger.directory().resolve("my-service.jar"), StandardCopyOption.REPLACE_EXISTING);
    return jar;
  }

  /** The guide's two lines, and what each service has besides. */
  private static String settings(String name, String guides) {
    return stranger.onFreePorts(guides)
        + "server.port=%s%nspring.application.name=%s%n".formatted(stranger.port("8080"), name);
  }

  private static String version(String of) throws IOException {
    String pom = Files.readString(Path.of("../pom.xml"));
    return pom.replaceFirst("(?s).*<" + of + ".version>(.*?)</" + of + ".version>.*", "$1");
  }

  private static void compile(Path source, Path classes, String classPath) {
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-parameters",
                "-cp",
                classPath,
                "-d",
                classes.toString(),
                source.toString());
    assertThat(failed).isZero();
  }

  @Test
  @Order(3)
  void anyJarBelowTheAgent() throws Exception {
    stranger.run(guide.block("shell", "dependency:copy"));
    jar(stranger.directory().resolve("my-service.jar"));
    String commands =
        "export "
            + SERVER
            + "="
            + stranger.port("8080")
            + "\n"
            + guide.block("shell", "java -javaagent:").replace("my-service\n", "plain-service\n");
    try (Shell service = stranger.start(commands)) {
      showsAProfile(service, "plain-service", "/primes");
    }
    String otlp = guide.block("shell", OTLP) + commands.replace("plain-service\n", "plain-otlp\n");
    try (Shell service = stranger.start(otlp)) {
      showsAProfile(service, "plain-otlp", "/primes");
      assertThat(service.output()).contains("/v1development/profiles");
    }
  }

  /** A program of the JDK alone. */
  private static void jar(Path file) throws IOException {
    Path classes = Files.createDirectory(folder.resolve("plain"));
    compile(RESOURCES.resolve("plain/Service.java"), classes, "");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Service");
    try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      jar.putNextEntry(new JarEntry("Service.class"));
      Files.copy(classes.resolve("Service.class"), jar);
    }
  }

  @Test
  @Order(4)
  void theFilesForKubernetesAreWellFormed() {
    Map<String, Object> deployment = new Yaml().load(guide.block("yaml", "kind: Deployment"));
    assertThat(deployment).containsEntry("kind", "Deployment").containsKey("spec");
    String environment = guide.block("shell", "java -javaagent:");
    assertThat(deployment.toString())
        .contains("OTEL_SERVICE_NAME", "OTEL_EXPORTER_OTLP_ENDPOINT", "PYROSCOPE_SERVER_ADDRESS");
    assertThat(environment)
        .contains("OTEL_SERVICE_NAME", "OTEL_EXPORTER_OTLP_ENDPOINT", "PYROSCOPE_SERVER_ADDRESS");
    Map<String, Object> collector = new Yaml().load(guide.block("yaml", "otlphttp/pyroscope"));
    assertThat(collector.get("service").toString())
        .contains("profiles={receivers=[otlp], exporters=[otlphttp/pyroscope]}");
    assertThat(guide.block("dockerfile", "FROM"))
        .contains("opentelemetry-javaagent.jar", "span-profiles-javaagent-extension.jar");
  }

  @Test
  @Order(5)
  void gradleResolvesItToo() throws Exception {
    Path project = stranger.directory().resolve("gradle");
    Files.createDirectory(project);
    String pom = Files.readString(RESOURCES.resolve("gradle/pom.xml"));
    Files.writeString(project.resolve("pom.xml"), pom.replace("@gradle@", version("gradle")));
    Files.copy(RESOURCES.resolve("gradle/Resolve.java"), project.resolve("Resolve.java"));
    Files.writeString(
        project.resolve("build.gradle"),
        """
        apply plugin: "java"
        %s
        dependencies {
            implementation(platform("org.springframework.boot:spring-boot-dependencies:%s"))
            implementation("org.springframework.boot:spring-boot-starter-webmvc")
        }
        """
            .formatted(
                guide.block("groovy", "span-profiles-spring-boot-starter"),
                version("spring-boot")));
    stranger.run("./mvnw -q dependency:copy-dependencies -f gradle/pom.xml -DoutputDirectory=lib");
    stranger.run(
        "java --add-opens=java.base/java.lang=ALL-UNNAMED -Dmaven.repo.local="
            + folder.resolve("repository")
            + " -cp 'gradle/lib/*' gradle/Resolve.java gradle class.path");
    String classPath = Files.readString(stranger.directory().resolve("class.path"));
    // The newest, not what Spring Boot's own platform pins.
    String starter =
        "opentelemetry-spring-boot-starter-" + version("opentelemetry-instrumentation");
    assertThat(classPath).contains("span-profiles-spring-boot-starter", starter);
    Path classes = Files.createDirectory(project.resolve("classes"));
    compile(RESOURCES.resolve("spring/src/main/java/stranger/Service.java"), classes, classPath);
    Files.writeString(
        classes.resolve("application.properties"),
        settings("gradle-service", guide.block("properties", "otel.exporter")));
    try (Shell service =
        stranger.start("exec java -cp gradle/classes:$(cat class.path) stranger.Service")) {
      showsAProfile(service, "gradle-service", "/primes/5000");
    }
  }

  @Test
  @Order(6)
  void theSnippetForAPlainSdkIsTheOneThatIsCompiled() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/dev/spanprofiles/it/guide/PlainSdk.java"));
    for (String line : guide.block("java", "SpanProfiles.install").lines().toList()) {
      assertThat(source).contains(line.strip());
    }
    assertThat(PlainSdk.provider()).isNotNull();
  }

  @Test
  @Order(7)
  void nothingInTheGuideIsUntested() {
    assertThat(guide.unused()).isEmpty();
  }

  @Test
  @Order(8)
  void theReadmeHasTheSameVersion() throws IOException {
    String pom = Files.readString(Path.of("../pom.xml"));
    String version = pom.replaceFirst("(?s).*<revision>(.*?)</revision>.*", "$1");
    assertThat(Files.readString(Path.of("../README.md")))
        .contains(
            "<artifactId>span-profiles-spring-boot-starter</artifactId>\n  <version>"
                + version
                + "</version>");
    assertThat(guide.text()).contains("span-profiles-bom:" + version, "version `" + version + "`");
  }
}
