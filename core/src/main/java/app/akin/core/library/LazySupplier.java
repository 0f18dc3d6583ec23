package app.akin.core.library;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Supplies a value that is created on first use, for values that are expensive and not always
/// needed. Thread-safe.
final class LazySupplier<T> implements Supplier<T> {
  private final Supplier<T> factory;
  private @Nullable T value;

  LazySupplier(Supplier<T> maker) {
    this.factory = maker;
  }

  @Override
  public synchronized T get() {
    T known = value;
    if (known == null) {
      known = factory.get();
      value = known;
    }
    return known;
  }
}
