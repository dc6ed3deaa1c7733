package dev.spanprofiles.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class PublishedApiTest {

  @Test
  void changesOnPurposeOnly() throws Exception {
    assertThat(PublishedApi.ofThisModule())
        .as("the library's API; 'make api' checks in a change that is wanted")
        .isEqualTo(Files.readString(PublishedApi.FILE));
  }
}
