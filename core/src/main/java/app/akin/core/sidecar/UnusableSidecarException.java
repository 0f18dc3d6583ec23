package app.akin.core.sidecar;

/// Thrown if a sidecar cannot be edited. Always handled in this package.
final class UnusableSidecarException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Obstacle obstacle;

  UnusableSidecarException(Obstacle obstacle, String detail) {
    super(detail);
    this.obstacle = obstacle;
  }

  UnusableSidecarException(Obstacle obstacle, Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
    this.obstacle = obstacle;
  }

  Obstacle obstacle() {
    return obstacle;
  }
}
