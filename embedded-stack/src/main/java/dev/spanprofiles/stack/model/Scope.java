package dev.spanprofiles.stack.model;

/** The instrumentation scope that made a span or log record; empty strings where unnamed. */
public record Scope(String name, String version) {}
