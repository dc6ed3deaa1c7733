package dev.spanprofiles.stack;

import dev.spanprofiles.stack.ingest.Refusal;
import dev.spanprofiles.stack.ingest.RefusedException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what pages of other sites may have the browser of somebody on this machine send: requests
 * under a name that is not ours, and writes that the browser marks as another site's. Programs that
 * are no browsers name the host they mean and mark nothing.
 *
 * <p>The rules for writes are those of Go's {@code http.CrossOriginProtection}.
 */
record BrowserGuard(KnownHosts hosts) implements Handler {

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN = Set.of("same-origin", "none");

  /**
   * Lets the request pass.
   *
   * @throws RefusedException if a browser should not have sent it
   */
  @Override
  public void handle(Context context) {
    String host = context.header("Host");
    // Browsers always send one, old tools do not.
    if (host != null) {
      checkHost(host, context.req().getLocalAddr());
    }
    if (!READS.contains(context.method().name())
        && isCrossSite(context.header("Sec-Fetch-Site"), context.header("Origin"), host)) {
      throw new RefusedException(
          Refusal.CROSS_SITE,
          "a page of another site sent this (%s): only pages of this server may write to it"
              .formatted(context.header("Origin")));
    }
  }

  /**
   * The same for a protocol that no browser speaks across sites.
   *
   * @param authority the name the request is meant for, with or without a port
   * @param local the address it came in at
   * @throws RefusedException if it is not ours
   */
  void checkHost(String authority, String local) {
    if (!hosts.knows(authority, local)) {
      throw new RefusedException(
          Refusal.MISDIRECTED,
          "this server is not known as %s but as %s; if that is a name of it, start it with --allowed-hosts"
              .formatted(authority, hosts));
    }
  }

  private static boolean isCrossSite(
      @Nullable String site, @Nullable String origin, @Nullable String host) {
    if (site != null) {
      return !OWN.contains(site);
    }
    // Of a browser before 2023, or one that takes the address for no secure one.
    return origin != null && !authority(origin).equalsIgnoreCase(host);
  }

  /** Empty, which is no host, for an origin that is hidden or no address. */
  private static String authority(String origin) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority == null ? "" : authority;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
