package dev.spanprofiles.stack.ingest.otlp;

import dev.spanprofiles.stack.ingest.ProfileLimits;
import dev.spanprofiles.stack.ingest.Refusal;
import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.ingest.SampleCollector;
import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.storage.ProfileStore;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceResponse;
import io.opentelemetry.proto.collector.profiles.v1development.ProfilesServiceGrpc;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The samples of a request, labelled as Pyroscope 2.2 labels them ({@code
 * pkg/ingester/otlp/ingest_handler.go}). A profile that cannot be read is rejected whole.
 */
final class OtlpProfiles {

  private static final String SERVICE_NAME = "service.name";
  private static final String EXECUTABLE = "process.executable.name";
  private static final String UNKNOWN_SERVICE = "unknown_service";

  private final SampleCollector collector;
  private final ProfileTables tables;
  private final Converted<Sample> converted = new Converted<>();

  private OtlpProfiles(ExportProfilesServiceRequest request, ProfileLimits limits) {
    this.collector = new SampleCollector(limits);
    this.tables = new ProfileTables(request.getDictionary(), collector);
  }

  static OtlpSignal<ExportProfilesServiceRequest, Sample, ExportProfilesServiceResponse> signal(
      ProfileStore store, ProfileLimits limits) {
    return new OtlpSignal<>(
        ProfilesServiceGrpc.getExportMethod(),
        ExportProfilesServiceRequest.getDefaultInstance(),
        request -> convert(request, limits),
        store::addSamples,
        OtlpProfiles::response);
  }

  private static ExportProfilesServiceResponse response(Converted<Sample> samples) {
    ExportProfilesServiceResponse.Builder response = ExportProfilesServiceResponse.newBuilder();
    if (samples.rejected() > 0) {
      response
          .getPartialSuccessBuilder()
          .setRejectedProfiles(samples.rejected())
          .setErrorMessage(samples.message());
    }
    return response.build();
  }

  private static Converted<Sample> convert(
      ExportProfilesServiceRequest request, ProfileLimits limits) {
    if (!request.hasDictionary()) {
      throw RefusedException.malformed("the request has no dictionary");
    }
    OtlpProfiles profiles = new OtlpProfiles(request, limits);
    request.getResourceProfilesList().forEach(profiles::add);
    profiles.collector.samples().forEach(profiles.converted::accept);
    return profiles.converted;
  }

  private void add(ResourceProfiles resource) {
    Labels labels = labels(Map.of(), resource.getResource().getAttributesList());
    for (ScopeProfiles scope : resource.getScopeProfilesList()) {
      Labels series = withService(labels(labels.values(), scope.getScope().getAttributesList()));
      scope.getProfilesList().forEach(profile -> add(profile, series));
    }
  }

  private void add(Profile profile, Labels series) {
    try {
      collector.addProfile(
          () -> new OtlpSamples(profile, series, tables, collector, Clock.SYSTEM).add());
    } catch (RefusedException e) {
      if (e.refusal() != Refusal.MALFORMED) {
        throw e;
      }
      converted.reject(e.getMessage());
    }
  }

  /** An attribute of the resource hides one of the scope. */
  private Labels labels(Map<String, String> outer, List<KeyValue> attributes) {
    Map<String, String> labels = new HashMap<>(outer);
    tables.forEach(attributes, labels::putIfAbsent);
    return collector.labels(labels);
  }

  private static Labels withService(Labels labels) {
    Map<String, String> named = new HashMap<>(labels.values());
    String executable = named.getOrDefault(EXECUTABLE, "");
    String unknown = executable.isEmpty() ? UNKNOWN_SERVICE : UNKNOWN_SERVICE + ":" + executable;
    named.put(Labels.SERVICE_NAME, named.getOrDefault(SERVICE_NAME, unknown));
    return Labels.of(named);
  }
}
