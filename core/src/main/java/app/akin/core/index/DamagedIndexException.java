package app.akin.core.index;

/// Thrown by a search that met a damaged row. The index is empty afterwards: fill it again from its
/// origin and repeat the search.
public final class DamagedIndexException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedIndexException(String detail) {
    super(detail);
  }
}
