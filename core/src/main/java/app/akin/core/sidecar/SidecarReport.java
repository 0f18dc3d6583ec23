package app.akin.core.sidecar;

import java.util.List;

/// The result of an export.
///
/// @param created number of sidecars that were created
/// @param changed number of sidecars that were changed
/// @param equal number of sidecars that had all values
/// @param backups number of backups that were made
/// @param remaining number of planned sidecars that were not reached, because the export was
///   stopped
/// @param blocked the sidecars that could not be written, with their obstacles
public record SidecarReport(
    int created, int changed, int equal, int backups, int remaining, List<PlannedSidecar> blocked) {
  /// Copies the list.
  public SidecarReport {
    blocked = List.copyOf(blocked);
  }

  /// Returns the report of a plan that writes nothing.
  static SidecarReport ofUnwritable(SidecarPlan plan) {
    return new SidecarReport(0, 0, plan.count(PlannedSidecar.Action.EQUAL), 0, 0, plan.blocked());
  }
}
