package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.storage.Examples;
import dev.spanprofiles.stack.wire.pprof.Function;
import dev.spanprofiles.stack.wire.pprof.Label;
import dev.spanprofiles.stack.wire.pprof.Line;
import dev.spanprofiles.stack.wire.pprof.Location;
import dev.spanprofiles.stack.wire.pprof.Profile;
import dev.spanprofiles.stack.wire.pprof.Sample;
import dev.spanprofiles.stack.wire.pprof.ValueType;

/** A small pprof profile for tests. */
final class PprofBytes {

  private PprofBytes() {}

  /** One sample of {@code work}, called by {@code main}, in the span 1112131415161718. */
  static Profile.Builder profile() {
    return Profile.newBuilder()
        .addStringTable("")
        .addStringTable("cpu")
        .addStringTable("nanoseconds")
        .addStringTable("work")
        .addStringTable("main")
        .addStringTable("span_id")
        .addStringTable("1112131415161718")
        .addSampleType(ValueType.newBuilder().setType(1).setUnit(2))
        .setPeriodType(ValueType.newBuilder().setType(1).setUnit(2))
        .setPeriod(1)
        .setTimeNanos(Examples.T0)
        .addFunction(Function.newBuilder().setId(1).setName(3))
        .addFunction(Function.newBuilder().setId(2).setName(4))
        .addLocation(Location.newBuilder().setId(1).addLine(Line.newBuilder().setFunctionId(1)))
        .addLocation(Location.newBuilder().setId(2).addLine(Line.newBuilder().setFunctionId(2)))
        .addSample(
            Sample.newBuilder()
                .addLocationId(1)
                .addLocationId(2)
                .addValue(10)
                .addLabel(Label.newBuilder().setKey(5).setStr(6)));
  }
}
