package dev.spanprofiles.stack;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names that a server answers for. Any name can be made to resolve to a loopback address, so
 * that a page of another site reaches what listens there and, sharing its origin, reads the answers
 * (DNS rebinding). What the page cannot do is to have its browser send another name in Host.
 */
final class KnownHosts {

  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

  private final SortedSet<String> names;
  private final Set<InetAddress> addresses;

  private KnownHosts(SortedSet<String> names) {
    this.names = names;
    this.addresses =
        names.stream()
            .map(KnownHosts::address)
            .flatMap(Optional::stream)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Localhost, all loopback addresses and these.
   *
   * @param bind the address or name that is listened on
   * @param more names or addresses, without ports
   */
  static KnownHosts of(String bind, List<String> more) {
    SortedSet<String> names = new TreeSet<>(more.stream().map(KnownHosts::normal).toList());
    names.add("localhost");
    names.add(normal(bind));
    return new KnownHosts(names);
  }

  /**
   * Whether a request is meant for this server.
   *
   * @param authority the value of Host or :authority, with or without a port
   * @param local the address that the connection came in at: who listens on all addresses is known
   *     by each of them
   */
  boolean knows(String authority, String local) {
    String host = normal(withoutPort(authority));
    return address(host)
        .map(
            address ->
                address.isLoopbackAddress()
                    || addresses.contains(address)
                    || address(normal(local)).filter(address::equals).isPresent())
        .orElseGet(() -> names.contains(host));
  }

  private static String withoutPort(String authority) {
    int end = authority.lastIndexOf(':');
    return end > authority.lastIndexOf(']') ? authority.substring(0, end) : authority;
  }

  /** Case and the dot of the root zone say nothing, and an IPv6 address may stand in brackets. */
  private static String normal(String host) {
    String bare = host.strip().toLowerCase(Locale.ROOT);
    if (bare.startsWith("[") && bare.endsWith("]")) {
      return bare.substring(1, bare.length() - 1);
    }
    return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
  }

  /** Of an address as it is written, never of a name: nothing is looked up. */
  private static Optional<InetAddress> address(String host) {
    try {
      return host.contains(":") || IPV4.matcher(host).matches()
          ? Optional.of(InetAddress.getByName(host.contains(":") ? "[" + host + "]" : host))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return String.join(", ", names);
  }
}
