package dev.spanprofiles.stack;

import dev.spanprofiles.stack.ingest.Bodies;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.RefusedException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One port with its paths. Threads and connections are bounded. */
final class HttpServer implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(HttpServer.class);

  private static final int MAX_THREADS = 12;
  private static final int MIN_THREADS = 2;
  private static final int MAX_CONNECTIONS = 256;
  private static final int IDLE_MILLIS = 30_000;
  private static final int STOP_MILLIS = 2_000;

  private final Javalin javalin;

  private HttpServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Starts to listen.
   *
   * @param name what the port is for, in threads' names and messages
   * @param port 0 for any that is free
   * @param guard looks at each request first
   * @throws StartException if the port is taken or the address is none of this machine
   */
  static HttpServer start(
      String name, String host, int port, BrowserGuard guard, Consumer<RoutesConfig> routes) {
    Javalin javalin = Javalin.create(config -> configure(config, name, host, port, guard, routes));
    try {
      return new HttpServer(javalin.start());
    } catch (JavalinBindException e) {
      throw StartException.cannotListen(host, port, name, e);
    }
  }

  private static void configure(
      JavalinConfig config,
      String name,
      String host,
      int port,
      BrowserGuard guard,
      Consumer<RoutesConfig> routes) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, IDLE_MILLIS);
    threads.setName(name);
    // Threads kept back for Jetty's own use: none, the pool is small.
    threads.setReservedThreads(0);
    config.jetty.threadPool = threads;
    config.jetty.addConnector(
        (server, http) -> {
          http.setSendServerVersion(false);
          ServerConnector connector =
              new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
          connector.setHost(host);
          connector.setPort(port);
          connector.setIdleTimeout(IDLE_MILLIS);
          // Bounds what waits for a thread too: a connection has one request at a time.
          server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
          return connector;
        });
    config.jetty.modifyServer(server -> server.setStopTimeout(STOP_MILLIS));
    config.routes.exception(Exception.class, HttpServer::unexpected);
    config.routes.before(guard);
    config.routes.exception(RefusedException.class, HttpServer::refused);
    routes.accept(config.routes);
  }

  /** In plain text: it is for who looks why nothing works, whatever the port's protocol. */
  private static void refused(RefusedException e, Context context) {
    Bodies.discard(context.bodyInputStream(), IngestLimits.DEFAULT);
    context
        .status(e.refusal().httpStatus())
        .contentType(ContentType.TEXT_PLAIN)
        .result(e.getMessage());
  }

  /** What no API expected is a bug of ours: the one case that logs a stack trace. */
  private static void unexpected(Exception e, Context context) {
    logger.error("{} {} failed", context.method(), context.path(), e);
    context.status(HttpStatus.INTERNAL_SERVER_ERROR).result("internal error: " + e);
  }

  /** The port listened on. */
  int port() {
    return javalin.port();
  }

  /** Lets requests in work end, for a short while. */
  @Override
  public void close() {
    javalin.stop();
  }
}
