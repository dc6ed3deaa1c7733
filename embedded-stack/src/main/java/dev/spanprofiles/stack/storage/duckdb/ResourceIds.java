package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.Resource;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The ids of the resources of one batch. */
final class ResourceIds {

  private final ContentHash hash = new ContentHash();
  // By identity: the spans of a request share their resource, and hashing it costs microseconds.
  private final IdentityHashMap<Resource, Long> ids = new IdentityHashMap<>();

  long of(Resource resource) {
    return ids.computeIfAbsent(
        resource, r -> hash.of(List.of(AttributeJson.write(r.attributes()))));
  }

  Map<Long, Resource> byId() {
    Map<Long, Resource> byId = new HashMap<>();
    ids.forEach((resource, id) -> byId.put(id, resource));
    return byId;
  }
}
