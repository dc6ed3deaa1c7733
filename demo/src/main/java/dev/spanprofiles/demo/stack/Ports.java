package dev.spanprofiles.demo.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The number of each port. */
public final class Ports {

  private final Map<Port, Integer> numbers;

  private Ports(Map<Port, Integer> numbers) {
    this.numbers = numbers;
  }

  /**
   * Returns the usual ports with the changes of the user.
   *
   * @throws DemoException if a variable holds no port, or two programs were given the same
   */
  public static Ports of(Map<String, String> environment) {
    Map<Port, Integer> numbers = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      String text = environment.getOrDefault(port.variable(), "");
      int number = text.isBlank() ? port.usual() : parse(port, text.strip());
      if (Port.OF_THE_DEMO.contains(port)) {
        numbers.forEach((other, taken) -> requireDifferent(port, number, other, taken));
      }
      numbers.put(port, number);
    }
    return new Ports(numbers);
  }

  private static int parse(Port port, String text) {
    int number = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > 65535) {
      throw new DemoException(
          "%s is '%s': give a number from 1 to 65535.".formatted(port.variable(), text));
    }
    return number;
  }

  private static void requireDifferent(Port port, int number, Port other, int taken) {
    if (number == taken) {
      throw new DemoException(
          "Port %d is given to both %s and %s: change %s or %s."
              .formatted(
                  number, other.purpose(), port.purpose(), other.variable(), port.variable()));
    }
  }

  /** Returns its number. */
  public int get(Port port) {
    return numbers.getOrDefault(port, port.usual());
  }

  /** Returns the base address of what listens there. */
  public URI address(Port port) {
    return URI.create("http://localhost:" + get(port));
  }

  /**
   * Returns if all are free.
   *
   * @throws DemoException that names each which is not, what it is for and how to change it
   */
  public void requireFree() {
    List<Port> taken = Port.OF_THE_DEMO.stream().filter(port -> !isFree(get(port))).toList();
    if (!taken.isEmpty()) {
      throw new DemoException(
          taken.stream()
              .map(
                  port ->
                      "%d, which %s needs (%s=… chooses another)"
                          .formatted(get(port), port.purpose(), port.variable()))
              .collect(Collectors.joining("; ", "Another program listens on port ", ".")));
    }
  }

  private static boolean isFree(int number) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
