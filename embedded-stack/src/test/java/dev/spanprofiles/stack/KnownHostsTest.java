package dev.spanprofiles.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KnownHostsTest {

  private static final String LOCAL = "192.168.7.7";

  private final KnownHosts hosts =
      KnownHosts.of("0.0.0.0", List.of("Stack.example", "fd00::5", "10.0.0.5"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:3000",
        "localhost.",
        "127.0.0.1",
        "127.1.2.3:4318",
        "[::1]",
        "[::1]:3000",
        "[0:0:0:0:0:0:0:1]:3000",
        "[::ffff:127.0.0.1]:3000",
        "0.0.0.0:3000",
        "192.168.7.7:3000",
        "stack.example:3000",
        "[fd00:0::5]:3000",
        "10.0.0.5",
      })
  void thoseOfThisServerAreKnown(String authority) {
    assertThat(hosts.knows(authority, LOCAL)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":3000",
        "evil.example",
        "evil.example:3000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "localhost@evil.example",
        "evil.localhost",
        "192.168.7.8",
        "999.0.0.1",
        "127.1",
        "[::2]:3000",
        "[::1",
        "[evil:example]",
        "sub.stack.example",
      })
  void othersAreNot(String authority) {
    assertThat(hosts.knows(authority, LOCAL)).isFalse();
  }

  @Test
  void anAddressThatIsListenedOnIsKnown() {
    KnownHosts onOne = KnownHosts.of("192.168.7.7", List.of());
    assertThat(onOne.knows("192.168.7.7:1", "10.0.0.1")).isTrue();
    assertThat(onOne.knows("0.0.0.0", LOCAL)).isFalse();
    assertThat(KnownHosts.of("::1", List.of()).knows("[::1]:1", "0:0:0:0:0:0:0:1")).isTrue();
  }

  @Test
  void aConnectionsOwnAddressMayBeWrittenInBrackets() {
    assertThat(hosts.knows("[fd00::9]:1", "[fd00:0:0:0:0:0:0:9]")).isTrue();
  }
}
