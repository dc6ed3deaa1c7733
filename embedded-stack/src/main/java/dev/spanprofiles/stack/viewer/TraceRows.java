package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.viewer.page.Page;

/** The rows of the list of traces alone, for a list that is open. */
record TraceRows(TraceListPage list) implements Page {

  @Override
  public String template() {
    return "traceRows";
  }

  @Override
  public Object json() {
    return list.json();
  }
}
