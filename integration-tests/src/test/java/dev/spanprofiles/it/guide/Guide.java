package dev.spanprofiles.it.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The guide's fenced blocks, and which of them were used. */
final class Guide {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");

  private record Block(String language, String text) {}

  private final String text;
  private final List<Block> blocks = new ArrayList<>();
  private final List<Block> unused = new ArrayList<>();

  Guide(Path file) {
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    BLOCK.matcher(text).results().forEach(m -> blocks.add(new Block(m.group(1), m.group(2))));
    unused.addAll(blocks);
  }

  String text() {
    return text;
  }

  /** The one block of the language that has these words. */
  String block(String language, String words) {
    Predicate<Block> wanted =
        block -> block.language.equals(language) && block.text.contains(words);
    List<Block> found = blocks.stream().filter(wanted).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " blocks of " + language + " have: " + words);
    }
    unused.removeAll(found);
    return found.get(0).text;
  }

  /** Blocks that nobody asked for. */
  List<String> unused() {
    return unused.stream().map(Block::text).toList();
  }
}
