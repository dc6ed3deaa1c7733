package dev.spanprofiles.rideshare.fault;

import dev.spanprofiles.rideshare.UnknownNameException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Authorizes payments for a neighbouring region: each gets a seal, which costs CPU. */
@ConditionalOnProperty(name = "rideshare.role", havingValue = "ride-sharing-app")
@RestController
final class PaymentOffice {

  static final String LEGACY = "legacy";
  static final String CURRENT = "current";

  /** Rounds of each kind of seal. */
  private static final Map<String, Integer> ROUNDS = Map.of(LEGACY, 100_000, CURRENT, 2_000);

  private static final int SEAL_BITS = 256;
  private static final byte[] SALT = "rideshare".getBytes(StandardCharsets.UTF_8);

  @PostMapping("/payments")
  Payment authorize(@RequestParam("seal") String seal) throws GeneralSecurityException {
    Integer rounds = ROUNDS.get(seal);
    if (rounds == null) {
      throw new UnknownNameException("seal", seal, ROUNDS.keySet());
    }
    return new Payment(seal, sealPayment(rounds));
  }

  private static String sealPayment(int rounds) throws GeneralSecurityException {
    PBEKeySpec key = new PBEKeySpec(seal(), SALT, rounds, SEAL_BITS);
    return HexFormat.of()
        .formatHex(
            SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded());
  }

  private static char[] seal() {
    return "paid".toCharArray();
  }

  record Payment(String seal, String proof) {}
}
