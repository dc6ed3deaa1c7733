package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.wire.pprof.Function;
import dev.spanprofiles.stack.wire.pprof.Profile;
import java.util.Set;

/** What Pyroscope mends in the profiles of some agents, known by their {@code spyName}. */
final class AgentQuirks {

  private static final Set<String> SCRIPTING = Set.of("pyspy", "rbspy", "scripting");

  private AgentQuirks() {}

  /**
   * The profile as it was meant.
   *
   * @param maxBytes of the names that are made longer
   * @throws RefusedException if they come to more
   */
  static Profile mend(Profile profile, String spyName, long maxBytes) {
    if (SCRIPTING.contains(spyName)) {
      return withFilesInNames(profile, spyName.equals("pyspy"), maxBytes);
    }
    return spyName.equals("dotnetspy") ? mendDotnet(profile) : profile;
  }

  /**
   * Functions of a script have short names, such as {@code run}: their file goes before them.
   *
   * @param relativeOnly whether only files of the program itself do, whose paths are relative
   */
  private static Profile withFilesInNames(Profile profile, boolean relativeOnly, long maxBytes) {
    Profile.Builder mended = profile.toBuilder();
    long bytes = 0;
    for (Function.Builder function : mended.getFunctionBuilderList()) {
      String file = text(profile, function.getFilename());
      if (!relativeOnly || !file.startsWith("/")) {
        String name = file + " " + text(profile, function.getName());
        bytes += name.length();
        if (bytes > maxBytes) {
          throw RefusedException.tooLarge("the names of functions come to more than " + maxBytes);
        }
        mended.addStringTable(name);
        function.setName(mended.getStringTableCount() - 1);
      }
    }
    return mended.build();
  }

  /** .NET's agent numbers no functions, but has one for each location; and writes minus signs. */
  private static Profile mendDotnet(Profile profile) {
    Profile.Builder mended = profile.toBuilder();
    for (var type : profile.getSampleTypeList()) {
      if (type.getType() > 0 && type.getType() < mended.getStringTableCount()) {
        int index = (int) type.getType();
        mended.setStringTable(index, mended.getStringTable(index).replace('-', '_'));
      }
    }
    boolean numbered = profile.getFunctionList().stream().anyMatch(f -> f.getId() != 0);
    if (!numbered && profile.getFunctionCount() == profile.getLocationCount()) {
      for (int i = 0; i < profile.getLocationCount(); i++) {
        mended.getFunctionBuilder(i).setId(profile.getLocation(i).getId());
      }
    }
    return mended.build();
  }

  /** Empty where there is none; the reader of the profile refuses such an index later. */
  private static String text(Profile profile, long index) {
    boolean known = index >= 0 && index < profile.getStringTableCount();
    return known ? profile.getStringTable((int) index) : "";
  }
}
