package dev.spanprofiles.internal.otlp;

/** What became of a request. */
sealed interface Answer {

  /**
   * It was taken.
   *
   * @param rejected how many of its profiles were not; 0 for none
   * @param message why they were not, or what else there is to say
   */
  record Taken(long rejected, String message) implements Answer {}

  /**
   * It was not.
   *
   * @param again whether that may change when it is sent again
   */
  record Refused(String reason, boolean again) implements Answer {}

  /**
   * Reads an {@code ExportProfilesServiceResponse}: {@code partial_success} is its only field, with
   * {@code rejected_profiles} and {@code error_message}.
   */
  static Taken taken(byte[] response) {
    try {
      MessageFields partial = new MessageFields(response).message(1);
      return new Taken(partial.number(1), partial.text(2));
    } catch (IndexOutOfBoundsException | ArithmeticException | IllegalArgumentException e) {
      // What it says besides cannot be read; that it was taken, the status says.
      return new Taken(0, "");
    }
  }
}
