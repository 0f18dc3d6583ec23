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

/// Reads a response body with a timeout for each read: the HTTP client has no timeout once the body
/// has newSubscription. One thread reads; the client's threads write.
final class BodyReader implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
  private sealed interface Signal {
    record Bytes(List<ByteBuffer> buffers) implements Signal {}

    record End() implements Signal {}

    record Failed(Throwable failure) implements Signal {}
  }

  private final BlockingQueue<Signal> queue = new ArrayBlockingQueue<>(4);
  private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription.set(newSubscription);
    newSubscription.request(1);
  }

  // Only one item is requested at a time, so the queue always has room for it and the final signal.
  @Override
  public void onNext(List<ByteBuffer> buffers) {
    queue.add(new Signal.Bytes(buffers));
  }

  @Override
  public void onError(Throwable failure) {
    queue.add(new Signal.Failed(failure));
  }

  @Override
  public void onComplete() {
    queue.add(new Signal.End());
  }

  /// Waits for the next bytes.
  ///
  /// @return the next buffers, an empty list at the end of the body; empty if the timeout elapsed
  Optional<List<ByteBuffer>> next(Duration timeout) throws IOException, InterruptedException {
    return switch (queue.poll(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      case null -> Optional.empty();
      case Signal.End _ -> Optional.of(List.of());
      case Signal.Failed(Throwable failure) -> throw new IOException(failure);
      case Signal.Bytes(List<ByteBuffer> buffers) -> {
        Flow.Subscription open = subscription.get();
        if (open != null) {
          open.request(1);
        }
        yield Optional.of(buffers);
      }
    };
  }

  /// Reads the whole body.
  ///
  /// @param maxBytes the maximum size
  /// @param timeout the timeout of each read
  /// @param isLate evaluated before each read: whether the total time limit is exceeded
  /// @return the body; empty if it exceeds the maximum size
  /// @throws IOException if the body ends early, a read times out, or the total time limit is
  ///   exceeded
  Optional<byte[]> readAll(int maxBytes, Duration timeout, BooleanSupplier isLate)
      throws IOException, InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (all.size() <= maxBytes) {
      Optional<List<ByteBuffer>> received =
          isLate.getAsBoolean() ? Optional.empty() : next(timeout);
      List<ByteBuffer> buffers =
          received.orElseThrow(() -> new IOException("the server stopped sending data"));
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
