package dev.spanprofiles.stack.viewer.workshop;

import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.viewer.page.Format;
import dev.spanprofiles.stack.viewer.page.Parameters;
import dev.spanprofiles.stack.viewer.page.RangeText;
import dev.spanprofiles.stack.viewer.spans.SetAddress;
import dev.spanprofiles.stack.workshop.Classroom;
import dev.spanprofiles.stack.workshop.Progress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The times of a chapter that was begun, for addresses.
 *
 * @param before the minutes before it
 * @param during from its beginning until it was mended
 * @param after since then
 */
record Times(RangeText before, RangeText during, RangeText after) {

  static Times of(Progress progress) {
    TimeRange before = Classroom.before(progress);
    String start = Format.iso(progress.startedNanos());
    String mended = progress.isMended() ? Format.iso(progress.mendedNanos()) : "now";
    return new Times(
        new RangeText(Format.iso(before.startNanos()), start),
        new RangeText(start, mended),
        new RangeText(mended, "now"));
  }

  /** All operations of the chapter's time. */
  String operations() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("start", during.start());
    parameters.put("end", during.end());
    return Parameters.address("/operations", parameters);
  }

  /** These spans of before it was mended, and of after. */
  String beforeAndAfter(String query) {
    return SetAddress.of(query, Optional.of(after)).against(query, Optional.of(during)).address();
  }
}
