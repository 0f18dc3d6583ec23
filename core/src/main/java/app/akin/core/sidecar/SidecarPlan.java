package app.akin.core.sidecar;

import java.util.List;

/// The preview of an export. Nothing is written yet.
///
/// @param destination where sidecars are written
/// @param sidecars the sidecars, sorted by path
public record SidecarPlan(Destination destination, List<PlannedSidecar> sidecars) {
  /// Copies the list.
  public SidecarPlan {
    sidecars = List.copyOf(sidecars);
  }

  /// Returns the number of sidecars with an action.
  public int count(PlannedSidecar.Action action) {
    return (int) sidecars.stream().filter(sidecar -> sidecar.action() == action).count();
  }

  /// Returns the sidecars that the export creates or changes.
  public List<PlannedSidecar> writable() {
    return sidecars.stream()
        .filter(
            sidecar ->
                sidecar.action() == PlannedSidecar.Action.CREATE
                    || sidecar.action() == PlannedSidecar.Action.CHANGE)
        .toList();
  }

  /// Returns the sidecars that cannot be written.
  public List<PlannedSidecar> blocked() {
    return sidecars.stream()
        .filter(sidecar -> sidecar.action() == PlannedSidecar.Action.BLOCKED)
        .toList();
  }
}
