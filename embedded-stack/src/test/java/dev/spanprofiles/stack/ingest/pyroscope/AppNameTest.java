package dev.spanprofiles.stack.ingest.pyroscope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spanprofiles.stack.ingest.RefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AppNameTest {

  @Test
  void nameAndLabels() {
    assertThat(AppName.parse("shop")).isEqualTo(new AppName("shop", Map.of()));
    assertThat(AppName.parse("shop{}")).isEqualTo(new AppName("shop", Map.of()));
    assertThat(AppName.parse(" a/b { region = eu-north , empty= } "))
        .isEqualTo(new AppName("a/b", Map.of("region", "eu-north", "empty", "")));
    assertThat(AppName.parse("shop{query=a=b}").labels()).containsEntry("query", "a=b");
    assertThat(AppName.parse("shop{__name__=cart,a=b}"))
        .isEqualTo(new AppName("cart", Map.of("a", "b")));
  }

  @Test
  void whatIsNoLabelToTheRealServerIsNoneHere() {
    for (String name : List.of("shop{a=b,}", "shop{a=b,c}", "shop{a=b}x", "shop{a=b,c=d")) {
      assertThat(AppName.parse(name)).as(name).isEqualTo(new AppName("shop", Map.of("a", "b")));
    }
    assertThat(AppName.parse("shop{a}")).isEqualTo(new AppName("shop", Map.of()));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "{a=b}",
        "a b",
        "größe",
        "a:b",
        "a}b",
        "shop{=b}",
        "shop{a-b=c}",
        "shop{,a=b}"
      })
  void otherFormsAreRefused(String name) {
    assertThatThrownBy(() -> AppName.parse(name))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("name");
  }

  @Test
  void theLabelsOfSeriesAreThoseOfTheRealServer() {
    assertThat(AppName.parse("shop{region=eu,__session_id__=1}").seriesLabels("javaspy", "itimer"))
        .containsExactly(
            Map.entry("jfr_event", "itimer"),
            Map.entry("pyroscope_spy", "javaspy"),
            Map.entry("region", "eu"),
            Map.entry("service_name", "shop"));
    assertThat(AppName.parse("app{service_name=shop}").seriesLabels("s", "e"))
        .containsEntry("service_name", "shop")
        .containsEntry("app_name", "app");
  }
}
