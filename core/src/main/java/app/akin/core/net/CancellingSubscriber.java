package app.akin.core.net;

import java.util.concurrent.Flow;

/// A subscriber that cancels its subscription at once.
final class CancellingSubscriber implements Flow.Subscriber<Object> {
  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.cancel();
  }

  @Override
  public void onNext(Object item) {
    // Nothing was requested.
  }

  @Override
  public void onError(Throwable failure) {
    // Ignored.
  }

  @Override
  public void onComplete() {
    // Ignored.
  }
}
