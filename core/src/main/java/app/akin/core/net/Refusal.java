package app.akin.core.net;

import java.util.concurrent.Flow;

/// Wants nothing of a body.
final class Refusal implements Flow.Subscriber<Object> {
  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.cancel();
  }

  @Override
  public void onNext(Object item) {
    // Nothing was asked for.
  }

  @Override
  public void onError(Throwable failure) {
    // Nobody waits for it.
  }

  @Override
  public void onComplete() {
    // Nobody waits for it.
  }
}
