package dev.spanprofiles.jvm;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.Stack;
import io.opentelemetry.proto.profiles.v1development.ValueType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sample as OTLP has it, its numbers looked up in the dictionary by the published classes.
 *
 * @param type as {@code samples:count:cpu:nanoseconds}: the value's type and the period's
 * @param spanId hexadecimal, as the trace id; both empty if it has no link
 * @param functions leaf first
 */
public record OtlpSample(
    Map<String, String> resource,
    String type,
    long period,
    String spanId,
    String traceId,
    Map<String, String> attributes,
    List<String> functions,
    List<Long> values,
    List<Long> timesNanos) {

  public static final String CPU = "samples:count:cpu:nanoseconds";

  /** All samples of a request. */
  public static List<OtlpSample> read(byte[] request) throws InvalidProtocolBufferException {
    ExportProfilesServiceRequest message = ExportProfilesServiceRequest.parseFrom(request);
    List<OtlpSample> samples = new ArrayList<>();
    for (ResourceProfiles resource : message.getResourceProfilesList()) {
      Map<String, String> attributes = new TreeMap<>();
      resource
          .getResource()
          .getAttributesList()
          .forEach(attribute -> attributes.put(attribute.getKey(), text(attribute.getValue())));
      Reader reader = new Reader(attributes, message.getDictionary());
      resource
          .getScopeProfilesList()
          .forEach(
              scope ->
                  scope
                      .getProfilesList()
                      .forEach(
                          profile ->
                              profile
                                  .getSamplesList()
                                  .forEach(sample -> samples.add(reader.read(profile, sample)))));
    }
    return samples;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(OtlpSample::text).toList().toString();
      default -> "";
    };
  }

  private record Reader(Map<String, String> resource, ProfilesDictionary dictionary) {

    OtlpSample read(Profile profile, Sample sample) {
      Link link = dictionary.getLinkTable(sample.getLinkIndex());
      boolean linked = sample.getLinkIndex() != 0;
      return new OtlpSample(
          resource,
          type(profile.getSampleType()) + ":" + type(profile.getPeriodType()),
          profile.getPeriod(),
          linked ? hex(link.getSpanId()) : "",
          linked ? hex(link.getTraceId()) : "",
          attributes(sample),
          functions(dictionary.getStackTable(sample.getStackIndex())),
          sample.getValuesList(),
          sample.getTimestampsUnixNanoList());
    }

    private String type(ValueType type) {
      return dictionary.getStringTable(type.getTypeStrindex())
          + ":"
          + dictionary.getStringTable(type.getUnitStrindex());
    }

    private Map<String, String> attributes(Sample sample) {
      Map<String, String> attributes = new TreeMap<>();
      for (int index : sample.getAttributeIndicesList()) {
        var attribute = dictionary.getAttributeTable(index);
        attributes.put(
            dictionary.getStringTable(attribute.getKeyStrindex()), text(attribute.getValue()));
      }
      return attributes;
    }

    private List<String> functions(Stack stack) {
      return stack.getLocationIndicesList().stream()
          .map(dictionary::getLocationTable)
          .flatMap(location -> location.getLinesList().stream())
          .map(line -> dictionary.getFunctionTable(line.getFunctionIndex()))
          .map(function -> dictionary.getStringTable(function.getNameStrindex()))
          .toList();
    }

    private static String hex(ByteString bytes) {
      return HexFormat.of().formatHex(bytes.toByteArray());
    }
  }
}
