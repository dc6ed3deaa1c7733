package dev.spanprofiles.rideshare.fault;

/**
 * The tariff of a zone, which is there as soon as the class is. {@link PinnedThread} loads the
 * class anew for each zone; what is loaded so asks the one source of all.
 */
final class ZoneTariff {

  /** Asks for it over the network, in a class initializer: what makes it a bad idea. */
  static final String PRICES = TariffSource.load();

  private ZoneTariff() {}
}
