package dev.spanprofiles.rideshare;

/** What this process is; also its {@code service.name}, in lower case with dashes. */
public enum Role {
  LOAD_GENERATOR,
  RIDE_SHARING_APP
}
