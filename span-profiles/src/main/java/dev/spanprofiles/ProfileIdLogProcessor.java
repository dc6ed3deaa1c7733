package dev.spanprofiles;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;

/** Leads from a log line to the profile of its request; see {@link SpanProfiles}. */
final class ProfileIdLogProcessor implements LogRecordProcessor {

  @Override
  public void onEmit(Context context, ReadWriteLogRecord logRecord) {
    Owner owner = Attribution.ownerOf(context);
    if (owner != null) {
      logRecord.setAttribute(OwnerProcessor.PROFILE_ID, SpanId.fromLong(owner.spanId));
    }
  }
}
