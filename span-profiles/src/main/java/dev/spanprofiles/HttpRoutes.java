package dev.spanprofiles;

import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.instrumenter.LocalRootSpan;
import io.opentelemetry.instrumentation.api.internal.HttpRouteState;
import io.opentelemetry.sdk.trace.ReadWriteSpan;

/**
 * HTTP server spans start as {@code GET} and are renamed once the route is known. What renames them
 * in OpenTelemetry's instrumentation, of the Java agent as of libraries, is {@code
 * HttpServerRoute.update}. It takes the span to rename from the context the span starts in, and the
 * first span put there stays: so a span is put there that renames the server span and has its
 * samples show the new name at once. Nobody else sees it.
 *
 * <p>The state it is put in is internal to the instrumentation's API. Where that is absent or made
 * otherwise, a new name shows as any other does.
 */
final class HttpRoutes {

  private static volatile boolean absent;

  private HttpRoutes() {}

  /**
   * @param parentContext what the instrumentation starts the server span in
   */
  static void follow(Context parentContext, ReadWriteSpan serverSpan) {
    if (absent) {
      return;
    }
    try {
      // The instrumentation gives a server span inside another no route of its own.
      if (LocalRootSpan.fromContextOrNull(parentContext) == null) {
        HttpRouteState.updateSpan(parentContext, new RenamedSpan(serverSpan));
      }
    } catch (LinkageError e) {
      absent = true;
    }
  }
}
