package dev.spanprofiles.stack.storage;

/** What spans are instances of: a service and a span name. */
public record Operation(String service, String name) {}
