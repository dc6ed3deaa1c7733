package dev.spanprofiles.stack.flamegraph;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.wire.pprof.Function;
import dev.spanprofiles.stack.wire.pprof.Line;
import dev.spanprofiles.stack.wire.pprof.Location;
import dev.spanprofiles.stack.wire.pprof.Profile;
import dev.spanprofiles.stack.wire.pprof.Sample;
import dev.spanprofiles.stack.wire.pprof.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Stack traces in pprof's form, which {@code go tool pprof} and most other tools read. Functions
 * are all that is known of a location, so that there is one location for each.
 */
public final class Pprof {

  private final Profile.Builder profile = Profile.newBuilder();
  private final Map<String, Integer> strings = new LinkedHashMap<>();
  private final Map<String, Long> functions = new LinkedHashMap<>();

  private Pprof() {
    string("");
  }

  /**
   * The stack traces of one profile type.
   *
   * @param range that the samples are of; one without an end has no duration
   */
  public static Profile of(ProfileType type, TimeRange range, List<StackTotal> stacks) {
    Pprof pprof = new Pprof();
    pprof.profile.addSampleType(pprof.valueType(type.sampleType(), type.sampleUnit()));
    pprof.profile.setPeriodType(pprof.valueType(type.periodType(), type.periodUnit()));
    pprof.profile.setTimeNanos(range.startNanos());
    if (range.endNanos() != Long.MAX_VALUE) {
      pprof.profile.setDurationNanos(range.endNanos() - range.startNanos());
    }
    stacks.forEach(pprof::add);
    return pprof.profile.addAllStringTable(pprof.strings.keySet()).build();
  }

  /** The same as a file that tools open: gzip, as pprof writes its own. */
  public static byte[] file(ProfileType type, TimeRange range, List<StackTotal> stacks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      of(type, range, stacks).writeTo(gzip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void add(StackTotal stack) {
    Sample.Builder sample = Sample.newBuilder().addValue(stack.value());
    stack.stackTrace().functions().forEach(function -> sample.addLocationId(location(function)));
    profile.addSample(sample);
  }

  /** Numbered from 1, as its function is. */
  private long location(String name) {
    Long known = functions.get(name);
    if (known != null) {
      return known;
    }
    long id = functions.size() + 1L;
    functions.put(name, id);
    int readable = string(FrameName.readable(name));
    profile.addFunction(
        Function.newBuilder().setId(id).setName(readable).setSystemName(string(name)));
    profile.addLocation(
        Location.newBuilder().setId(id).addLine(Line.newBuilder().setFunctionId(id)));
    return id;
  }

  private ValueType valueType(String type, String unit) {
    return ValueType.newBuilder().setType(string(type)).setUnit(string(unit)).build();
  }

  private int string(String text) {
    Integer known = strings.putIfAbsent(text, strings.size());
    return known == null ? strings.size() - 1 : known;
  }
}
