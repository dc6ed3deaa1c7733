package dev.spanprofiles.internal.otlp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust and as whom to appear, from the files that the SDK's own exporters take. Read here,
 * as what the SDK reads them with is internal to it.
 */
public record Tls(SSLContext context, X509TrustManager trustManager) {

  private static final char[] NO_PASSWORD = {};
  private static final List<String> KEYS = List.of("RSA", "EC");

  /**
   * Reads the files.
   *
   * @param trusted certificates in PEM; null for those that the JVM trusts
   * @param key in PKCS#8 in PEM, with its {@code chain} of certificates; null for none
   */
  static Tls of(@Nullable String trusted, @Nullable String key, @Nullable String chain)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted == null ? null : trusting(certificates(trusted)));
    TrustManager[] trusting = trust.getTrustManagers();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(key == null || chain == null ? null : identity(key, chain), trusting, null);
    return new Tls(
        context,
        Arrays.stream(trusting)
            .filter(X509TrustManager.class::isInstance)
            .map(X509TrustManager.class::cast)
            .findFirst()
            .orElseThrow());
  }

  private static KeyStore trusting(Collection<? extends Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("trusted-" + store.size(), certificate);
    }
    return store;
  }

  private static KeyManager[] identity(String key, String chain)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "own", privateKey(key), NO_PASSWORD, certificates(chain).toArray(new Certificate[0]));
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(store, NO_PASSWORD);
    return own.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(String file)
      throws CertificateException, IOException {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException e) {
      throw new CertificateException("no certificates in PEM are in " + file, e);
    }
    throw new CertificateException("no certificates in PEM are in " + file);
  }

  private static PrivateKey privateKey(String file) throws GeneralSecurityException, IOException {
    String pem = Files.readString(Path.of(file));
    byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    for (String algorithm : KEYS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        // Then it is of the other kind, or none.
      }
    }
    throw new InvalidKeySpecException("no key of RSA or EC in PKCS#8 is in " + file);
  }
}
