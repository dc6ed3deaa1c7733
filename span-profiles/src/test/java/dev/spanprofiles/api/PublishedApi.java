package dev.spanprofiles.api;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whatever code outside a library can name and is meant to, a line each: the public classes, but
 * for those of internal packages, and their public and protected members.
 */
public final class PublishedApi {

  /** Where it is checked in, from the folder of the module. */
  public static final Path FILE = Path.of("api.txt");

  private static final Path CLASSES = Path.of("target/classes");

  private PublishedApi() {}

  /** The API of the classes that the module was compiled to; {@code -Dapi.write} checks it in. */
  public static String ofThisModule() throws IOException {
    String api;
    try (Stream<Path> files = Files.walk(CLASSES)) {
      api =
          files
              .map(file -> CLASSES.relativize(file).toString())
              .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
              .filter(file -> !file.contains("internal"))
              .map(PublishedApi::load)
              .filter(PublishedApi::isVisible)
              .sorted((one, other) -> one.getName().compareTo(other.getName()))
              .map(PublishedApi::describe)
              .collect(Collectors.joining("\n"));
    }
    if (System.getProperty("api.write") != null) {
      Files.writeString(FILE, api);
    }
    return api;
  }

  private static Class<?> load(String file) {
    String name = file.substring(0, file.length() - ".class".length());
    try {
      return Class.forName(
          name.replaceAll("[/\\\\]", "."), false, PublishedApi.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return isVisible(type.getModifiers())
        && !type.isAnonymousClass()
        && (outer == null || isVisible(outer));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String describe(Class<?> type) {
    List<String> members = new ArrayList<>();
    members.addAll(lines(type.getDeclaredFields(), Field::toGenericString));
    members.addAll(lines(type.getDeclaredConstructors(), Constructor::toGenericString));
    members.addAll(lines(type.getDeclaredMethods(), Method::toGenericString));
    return Stream.concat(Stream.of(declaration(type)), members.stream().sorted())
        .collect(Collectors.joining("\n  ", "", "\n"));
  }

  private static String declaration(Class<?> type) {
    Stream<Type> above =
        type.isInterface() || type.getSuperclass() == Object.class
            ? Stream.of()
            : Stream.ofNullable(type.getGenericSuperclass());
    String supertypes =
        Stream.concat(above, Arrays.stream(type.getGenericInterfaces()))
            .map(Type::getTypeName)
            .collect(Collectors.joining(", "));
    return type.toGenericString() + (supertypes.isEmpty() ? "" : " : " + supertypes);
  }

  private static <M extends Member> List<String> lines(M[] members, Function<M, String> line) {
    return Arrays.stream(members)
        .filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic())
        .filter(member -> !(member instanceof Executable method && isOfEveryRecord(method)))
        .map(line.andThen(PublishedApi::withoutItsClass))
        .toList();
  }

  /** The class stands above; and that a method is synchronized concerns nobody outside. */
  private static String withoutItsClass(String member) {
    return member.replaceAll("(\\S+\\.)(\\w+\\()", "$2").replace(" synchronized", "");
  }

  private static boolean isOfEveryRecord(Executable method) {
    return method.getDeclaringClass().isRecord()
        && List.of("equals", "hashCode", "toString").contains(method.getName());
  }
}
