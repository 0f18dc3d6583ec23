package app.akin.core.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The bytes of an answer, as they arrive, for a reader that does not wait for ever: the client's
/// own streams have no time limit once an answer has begun. One thread reads; the client's threads
/// put in.
final class BodyReader implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
  private sealed interface Arrival {
    record Bytes(List<ByteBuffer> buffers) implements Arrival {}

    record End() implements Arrival {}

    record Broken(Throwable failure) implements Arrival {}
  }

  private final BlockingQueue<Arrival> queue = new ArrayBlockingQueue<>(4);
  private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription.set(begun);
    begun.request(1);
  }

  // One is asked for at a time and there is room for the last word, so an offer is always taken.
  @Override
  public void onNext(List<ByteBuffer> buffers) {
    queue.add(new Arrival.Bytes(buffers));
  }

  @Override
  public void onError(Throwable failure) {
    queue.add(new Arrival.Broken(failure));
  }

  @Override
  public void onComplete() {
    queue.add(new Arrival.End());
  }

  /// The next bytes; none at the end.
  ///
  /// @return empty where nothing came in this time
  Optional<List<ByteBuffer>> next(Duration patience) throws IOException, InterruptedException {
    return switch (queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      case null -> Optional.empty();
      case Arrival.End _ -> Optional.of(List.of());
      case Arrival.Broken(Throwable failure) -> throw new IOException(failure);
      case Arrival.Bytes(List<ByteBuffer> buffers) -> {
        Flow.Subscription open = subscription.get();
        if (open != null) {
          open.request(1);
        }
        yield Optional.of(buffers);
      }
    };
  }

  /// All that comes, where it is not too much.
  ///
  /// @param most more bytes than these are none that are wanted
  /// @param silence how long to wait for the next bytes
  /// @param late asked before each wait: whether all of it takes too long by now
  /// @return empty where there is more
  /// @throws IOException where it breaks off, falls silent or takes too long
  Optional<byte[]> all(int most, Duration silence, BooleanSupplier late)
      throws IOException, InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (all.size() <= most) {
      Optional<List<ByteBuffer>> came = late.getAsBoolean() ? Optional.empty() : next(silence);
      List<ByteBuffer> buffers = came.orElseThrow(() -> new IOException("it fell silent"));
      if (buffers.isEmpty()) {
        return Optional.of(all.toByteArray());
      }
      for (ByteBuffer buffer : buffers) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        all.writeBytes(bytes);
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    Flow.Subscription open = subscription.get();
    if (open != null) {
      open.cancel();
    }
  }
}
