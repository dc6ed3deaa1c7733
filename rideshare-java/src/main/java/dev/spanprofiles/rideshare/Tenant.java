package dev.spanprofiles.rideshare;

/** A company whose people order rides, with what its orders tell the driver. */
public enum Tenant {
  ACME("Gate 4, second floor #12"),
  BIRCH("Ring twice, then wait #3"),
  CEDAR("4 7 1 1 ".repeat(24) + "come to the door"),
  DUNE("At the fountain #1"),
  ELM("Blue door, third bell #8");

  /** Who orders where nobody says so. */
  public static final String DEFAULT = "acme";

  private final String note;

  Tenant(String note) {
    this.note = note;
  }

  /**
   * Returns the tenant called {@code label}.
   *
   * @throws UnknownNameException if there is none
   */
  public static Tenant of(String label) {
    return Labels.parse(Tenant.class, "tenant", label);
  }

  /** Returns the name in addresses and attributes. */
  public String label() {
    return Labels.of(this);
  }

  /** Returns what the people of this company tell the driver. */
  public String note() {
    return note;
  }
}
