package stranger;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class Service {

  public static void main(String[] args) {
    SpringApplication.run(Service.class, args);
  }

  @GetMapping("/primes/{count}")
  long sumOfPrimes(@PathVariable("count") int count) {
    long sum = 0;
    for (int n = 2, found = 0; found < count; n++) {
      if (isPrime(n)) {
        found++;
        sum += n;
      }
    }
    return sum;
  }

  private static boolean isPrime(int n) {
    for (int divisor = 2; divisor < n; divisor++) {
      if (n % divisor == 0) {
        return false;
      }
    }
    return true;
  }
}
