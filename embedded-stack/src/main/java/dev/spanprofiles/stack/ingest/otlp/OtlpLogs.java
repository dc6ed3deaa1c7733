package dev.spanprofiles.stack.ingest.otlp;

import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.Resource;
import dev.spanprofiles.stack.model.Scope;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.storage.TraceStore;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;

/** The log records of a request. Ids are optional there: an invalid one counts as none. */
final class OtlpLogs {

  private OtlpLogs() {}

  static OtlpSignal<ExportLogsServiceRequest, LogRecord, ExportLogsServiceResponse> signal(
      TraceStore store) {
    return new OtlpSignal<>(
        LogsServiceGrpc.getExportMethod(),
        ExportLogsServiceRequest.getDefaultInstance(),
        OtlpLogs::convert,
        store::addLogs,
        OtlpLogs::response);
  }

  private static ExportLogsServiceResponse response(Converted<LogRecord> logs) {
    ExportLogsServiceResponse.Builder response = ExportLogsServiceResponse.newBuilder();
    if (logs.rejected() > 0) {
      response
          .getPartialSuccessBuilder()
          .setRejectedLogRecords(logs.rejected())
          .setErrorMessage(logs.message());
    }
    return response.build();
  }

  private static Converted<LogRecord> convert(ExportLogsServiceRequest request) {
    Converted<LogRecord> logs = new Converted<>();
    for (ResourceLogs resourceLogs : request.getResourceLogsList()) {
      Resource resource = OtlpValues.resource(resourceLogs.getResource());
      for (ScopeLogs scopeLogs : resourceLogs.getScopeLogsList()) {
        Scope scope = OtlpValues.scope(scopeLogs.getScope());
        scopeLogs.getLogRecordsList().forEach(log -> convert(log, resource, scope, logs));
      }
    }
    return logs;
  }

  private static void convert(
      io.opentelemetry.proto.logs.v1.LogRecord log,
      Resource resource,
      Scope scope,
      Converted<LogRecord> logs) {
    long time = log.getTimeUnixNano() == 0 ? log.getObservedTimeUnixNano() : log.getTimeUnixNano();
    if (time < 0) {
      logs.reject("a log record has a time after the year 2262");
      return;
    }
    logs.accept(
        new LogRecord(
            time,
            OtlpValues.traceId(log.getTraceId()),
            OtlpValues.spanId(log.getSpanId()).orElse(SpanId.NONE),
            log.getSeverityText(),
            OtlpValues.text(log.getBody()),
            OtlpValues.attributes(log.getAttributesList()),
            resource,
            scope));
  }
}
