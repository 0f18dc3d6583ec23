package app.akin.cli;

import picocli.CommandLine.IVersionProvider;

/// The version of this build.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"Akin " + number()};
  }

  /// Returns the version number only.
  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
