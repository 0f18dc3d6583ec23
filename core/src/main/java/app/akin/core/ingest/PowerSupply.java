package app.akin.core.ingest;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads the machine's power source on Linux from a folder of supplies, each a folder of small
/// files (`Documentation/ABI/testing/sysfs-class-power`). Other systems have no such folder and
/// count as plugged in. Thread-safe.
///
/// @param supplies the folder of supplies, usually `/sys/class/power_supply`
record PowerSupply(Path supplies) {
  /// The power supplies of the system.
  static final Path SYSTEM = Path.of("/sys/class/power_supply");

  /// Returns whether a battery of the machine is discharging and no other supply is online.
  boolean isOnBattery() {
    boolean emptied = false;
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(supplies)) {
      for (Path supply : folders) {
        String type = readValue(supply, "type");
        if (type.equals("Battery")) {
          // Batteries of peripherals such as a mouse have the scope "Device".
          emptied |=
              readValue(supply, "status").equals("Discharging")
                  && !readValue(supply, "scope").equals("Device");
        } else if (readValue(supply, "online").equals("1")) {
          return false;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return false;
    }
    return emptied;
  }

  private static String readValue(Path supply, String file) {
    try {
      return Files.readString(supply.resolve(file)).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
