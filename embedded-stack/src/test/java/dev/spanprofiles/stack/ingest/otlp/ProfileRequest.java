package dev.spanprofiles.stack.ingest.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.profiles.v1development.Function;
import io.opentelemetry.proto.profiles.v1development.KeyValueAndUnit;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.Mapping;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import io.opentelemetry.proto.profiles.v1development.Stack;
import io.opentelemetry.proto.profiles.v1development.ValueType;
import java.util.Arrays;
import java.util.List;

/** A request with its tables, filled as it is written. */
public final class ProfileRequest {

  /** 2026-11-21T06:00:00Z, when each profile begins. */
  public static final long T0 = 1_795_240_800_000_000_000L;

  private final ExportProfilesServiceRequest.Builder request =
      ExportProfilesServiceRequest.newBuilder();
  private final ProfilesDictionary.Builder tables = request.getDictionaryBuilder();
  private final ScopeProfiles.Builder scope;

  public ProfileRequest(String service) {
    tables.addStringTable("").addMappingTable(Mapping.getDefaultInstance());
    tables.addLocationTable(Location.getDefaultInstance());
    tables.addFunctionTable(Function.getDefaultInstance());
    tables.addLinkTable(Link.getDefaultInstance()).addStackTable(Stack.getDefaultInstance());
    tables.addAttributeTable(KeyValueAndUnit.getDefaultInstance());
    var resource = request.addResourceProfilesBuilder();
    resource.getResourceBuilder().addAttributes(attribute("service.name", text(service)));
    scope = resource.addScopeProfilesBuilder();
  }

  /** Counted CPU samples, one each 10 ms. */
  public Profile.Builder cpu() {
    return profile("samples/count", "cpu/nanoseconds", 10_000_000);
  }

  /** A profile; types are written {@code type/unit}, empty for none. */
  public Profile.Builder profile(String sampleType, String periodType, long period) {
    Profile.Builder profile = scope.addProfilesBuilder().setTimeUnixNano(T0).setPeriod(period);
    if (!sampleType.isEmpty()) {
      profile.setSampleType(valueType(sampleType));
    }
    if (!periodType.isEmpty()) {
      profile.setPeriodType(valueType(periodType));
    }
    return profile;
  }

  private ValueType valueType(String written) {
    String[] parts = written.split("/", 2);
    return ValueType.newBuilder()
        .setTypeStrindex(string(parts[0]))
        .setUnitStrindex(string(parts[1]))
        .build();
  }

  /** A sample of a stack trace, the running function first. */
  public Sample.Builder sample(String... functions) {
    return Sample.newBuilder().setStackIndex(stack(functions));
  }

  /** A sample that was taken in a span. */
  public Sample.Builder sampleIn(String traceId, String spanId, String... functions) {
    tables.addLinkTable(
        Link.newBuilder()
            .setTraceId(ByteString.fromHex(traceId))
            .setSpanId(ByteString.fromHex(spanId)));
    return sample(functions).setLinkIndex(tables.getLinkTableCount() - 1);
  }

  int string(String text) {
    int known = tables.getStringTableList().indexOf(text);
    if (known < 0) {
      tables.addStringTable(text);
    }
    return known < 0 ? tables.getStringTableCount() - 1 : known;
  }

  private int stack(String... functions) {
    return stack(Arrays.stream(functions).map(this::location).toList());
  }

  int stack(List<Integer> locations) {
    tables.addStackTable(Stack.newBuilder().addAllLocationIndices(locations));
    return tables.getStackTableCount() - 1;
  }

  /** A place with its function, and those that are inlined there before it. */
  int location(String... functions) {
    Location.Builder location = Location.newBuilder();
    for (String function : functions) {
      tables.addFunctionTable(Function.newBuilder().setNameStrindex(string(function)));
      location.addLinesBuilder().setFunctionIndex(tables.getFunctionTableCount() - 1);
    }
    tables.addLocationTable(location);
    return tables.getLocationTableCount() - 1;
  }

  /** The index of an attribute for samples. */
  public int attribute(String key, String value) {
    return attributeOf(key, text(value));
  }

  int attributeOf(String key, AnyValue value) {
    tables.addAttributeTable(
        KeyValueAndUnit.newBuilder().setKeyStrindex(string(key)).setValue(value));
    return tables.getAttributeTableCount() - 1;
  }

  static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  static AnyValue text(String value) {
    return AnyValue.newBuilder().setStringValue(value).build();
  }

  static AnyValue number(long value) {
    return AnyValue.newBuilder().setIntValue(value).build();
  }

  ProfilesDictionary.Builder tables() {
    return tables;
  }

  /** As it is so far. */
  public ExportProfilesServiceRequest.Builder builder() {
    return request;
  }

  public byte[] bytes() {
    return request.build().toByteArray();
  }
}
