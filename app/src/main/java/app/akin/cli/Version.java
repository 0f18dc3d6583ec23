package app.akin.cli;

import picocli.CommandLine.IVersionProvider;

/// The version the jar was built with.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"Akin " + number()};
  }

  /// The version alone.
  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
