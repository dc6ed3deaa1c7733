import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Knows nothing but the JDK. */
public class Service {

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(System.getenv("SERVER_PORT"));
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/primes",
        exchange -> {
          byte[] answer = Long.toString(sumOfPrimes(5000)).getBytes();
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  static long sumOfPrimes(int count) {
    long sum = 0;
    for (int n = 2, found = 0; found < count; n++) {
      if (isPrime(n)) {
        found++;
        sum += n;
      }
    }
    return sum;
  }

  static boolean isPrime(int n) {
    for (int divisor = 2; divisor < n; divisor++) {
      if (n % divisor == 0) {
        return false;
      }
    }
    return true;
  }
}
