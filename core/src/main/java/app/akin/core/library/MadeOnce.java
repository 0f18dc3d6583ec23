package app.akin.core.library;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something that takes its time to make and that not everybody needs: made when it is first asked
/// for. Thread-safe.
final class MadeOnce<T> implements Supplier<T> {
  private final Supplier<T> maker;
  private @Nullable T made;

  MadeOnce(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public synchronized T get() {
    T known = made;
    if (known == null) {
      known = maker.get();
      made = known;
    }
    return known;
  }
}
