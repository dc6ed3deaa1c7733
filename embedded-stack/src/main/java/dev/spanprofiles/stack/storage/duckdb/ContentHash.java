package dev.spanprofiles.stack.storage.duckdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * The id of what is stored once: the first eight bytes of a SHA-256. With a million distinct stack
 * traces the chance that any two share an id is 3 in 100 million.
 */
final class ContentHash {

  private final MessageDigest digest;

  ContentHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  long of(List<String> parts) {
    for (String part : parts) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      // No part of a text in UTF-8: ["ab"] and ["a", "b"] differ.
      digest.update((byte) 0xFF);
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }
}
