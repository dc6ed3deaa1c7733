package dev.spanprofiles.stack;

import dev.spanprofiles.stack.ingest.otlp.OtlpApi;
import dev.spanprofiles.stack.ingest.pyroscope.IngestApi;
import dev.spanprofiles.stack.ingest.pyroscope.PushApi;
import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.query.pyroscope.PyroscopeApi;
import dev.spanprofiles.stack.query.tempo.TempoApi;
import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.Store;
import dev.spanprofiles.stack.viewer.Viewer;
import dev.spanprofiles.stack.viewer.workshop.WorkshopPages;
import dev.spanprofiles.stack.workshop.Classroom;
import dev.spanprofiles.stack.workshop.ProgressFile;
import dev.spanprofiles.stack.workshop.Workshop;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Consumer;

/** The store and the ports before it. */
public final class EmbeddedStack implements AutoCloseable {

  private final String host;
  private final BrowserGuard guard;
  private final Store store;
  // The last opened first: ports close before the store does.
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final HttpServer otlp;
  private final GrpcServer otlpGrpc;
  private final HttpServer pyroscope;
  private final HttpServer tempo;
  private final HttpServer viewer;

  private EmbeddedStack(StackSettings settings) {
    host = settings.bind();
    guard = new BrowserGuard(KnownHosts.of(host, settings.allowedHosts()));
    store = settings.store().open();
    open.push(store);
    try {
      OtlpApi otlpApi = new OtlpApi(store, store, settings.limits());
      IngestApi ingestApi = new IngestApi(store, settings.limits());
      PushApi pushApi = new PushApi(store, settings.limits());
      StackSettings.Ports ports = settings.ports();
      otlp = listen("otlp", ports.otlp(), otlpApi::routes);
      otlpGrpc =
          GrpcServer.start(
              "otlp-grpc",
              host,
              ports.otlpGrpc(),
              settings.limits().maxDecompressedBytes(),
              guard,
              otlpApi::services);
      open.push(otlpGrpc);
      pyroscope =
          listen(
              "pyroscope",
              ports.pyroscope(),
              routes -> {
                readiness(routes);
                ingestApi.routes(routes);
                pushApi.routes(routes);
                otlpApi.profileRoutes(routes);
                new PyroscopeApi(store).routes(routes);
              });
      tempo =
          listen(
              "tempo",
              ports.tempo(),
              routes -> {
                readiness(routes);
                new TempoApi(store).routes(routes);
              });
      Viewer pages = new Viewer(store, store, settings.viewer().at(tempo(), pyroscope()));
      viewer =
          listen(
              "viewer",
              ports.viewer(),
              routes -> {
                pages.routes(routes);
                if (settings.workshop() != null) {
                  workshop(settings.workshop()).routes(routes);
                }
                routes.get("/status", ctx -> ctx.json(status()));
              });
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens the store and listens.
   *
   * @throws StartException if a port is taken
   * @throws StorageException if the store cannot be opened
   */
  public static EmbeddedStack start(StackSettings settings) {
    return new EmbeddedStack(settings);
  }

  private Map<String, Object> status() {
    return Map.of("stored", store.storedByService(), "trouble", store.trouble().orElse(""));
  }

  /** Who asks whether all is well learns why not; the rest goes on to be answered. */
  private void readiness(RoutesConfig routes) {
    routes.before(
        "/ready",
        context ->
            store
                .trouble()
                .ifPresent(
                    trouble -> {
                      context.status(HttpStatus.SERVICE_UNAVAILABLE).result(trouble + "\n");
                      context.skipRemainingHandlers();
                    }));
  }

  private WorkshopPages workshop(StackSettings.WorkshopSettings settings) {
    return new WorkshopPages(
        new Classroom(
            Workshop.read(settings.folder(), settings.services()),
            new ProgressFile(settings.progress()),
            store,
            store,
            Clock.SYSTEM));
  }

  private HttpServer listen(String name, int port, Consumer<RoutesConfig> routes) {
    HttpServer server = HttpServer.start(name, host, port, guard, routes);
    open.push(server);
    return server;
  }

  /** Where OTLP/HTTP is taken: traces, logs and profiles. */
  public URI otlp() {
    return address(otlp.port());
  }

  /** Where OTLP/gRPC is taken: traces, logs and profiles. */
  public URI otlpGrpc() {
    return address(otlpGrpc.port());
  }

  /** Where profiles are taken and queried. */
  public URI pyroscope() {
    return address(pyroscope.port());
  }

  /** Where traces are queried. */
  public URI tempo() {
    return address(tempo.port());
  }

  /** The pages. */
  public URI viewer() {
    return address(viewer.port());
  }

  private URI address(int port) {
    return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
  }

  /** Lets requests end, stores what waits, and releases ports and files. */
  @Override
  public void close() {
    StorageException failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        failure = new StorageException("could not stop cleanly: " + e.getMessage(), e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
