package app.akin.core.ingest;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the machine's power comes from, as Linux tells it: a folder of supplies, each a folder of
/// small files (`Documentation/ABI/testing/sysfs-class-power`). Other systems have no such folder
/// and count as plugged in. Thread-safe.
///
/// @param supplies usually `/sys/class/power_supply`
record Power(Path supplies) {
  /// The system's own supplies.
  static final Path SYSTEM = Path.of("/sys/class/power_supply");

  /// Whether a battery of the machine itself is being emptied and no other supply is on line.
  boolean isBattery() {
    boolean emptied = false;
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(supplies)) {
      for (Path supply : folders) {
        String type = word(supply, "type");
        if (type.equals("Battery")) {
          // A mouse's or a keyboard's battery says of itself that it is a device's.
          emptied |=
              word(supply, "status").equals("Discharging")
                  && !word(supply, "scope").equals("Device");
        } else if (word(supply, "online").equals("1")) {
          return false;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return false;
    }
    return emptied;
  }

  private static String word(Path supply, String file) {
    try {
      return Files.readString(supply.resolve(file)).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
