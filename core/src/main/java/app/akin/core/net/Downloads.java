package app.akin.core.net;

import app.akin.core.net.Redirects.Hop;
import app.akin.core.net.Redirects.Terms;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches files over HTTPS: with what is here already, again after what passes, no further than a
/// redirect may lead. Thread-safe; close it to let its connections go.
///
/// A body is written to the file as it comes, so whatever happens, what is here is the beginning of
/// what was stated, or is thrown away.
public final class Downloads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int CLIENT = 400;
  private static final int RANGE = 416;

  /// How often whoever waits looks whether to go on.
  static final Duration GLANCE = Duration.ofMillis(200);

  private final NetSettings settings;
  private final RetryPolicy patience;
  private final HttpResponses answers;
  private final Redirects redirects;

  /// @param clock tells how far off a date is that a server names
  public Downloads(NetSettings settings, RetryPolicy patience, InstantSource clock) {
    this.settings = settings;
    this.patience = patience;
    answers = new HttpResponses(clock);
    redirects = new Redirects(settings, patience);
  }

  /// What is missing of a file.
  ///
  /// @param from the first byte to send
  /// @param tag of the version whose beginning is here
  private record Rest(long from, String tag) {
    static final Rest ALL = new Rest(0, "");
  }

  private interface Attempt<T> {
    T make() throws IOException, InterruptedException, TransientException;
  }

  private Terms terms(Rest rest) {
    return (request, address) -> {
      if (rest.from() > 0) {
        // The rest of this version only; of another one, all of it.
        request.header("Range", "bytes=" + rest.from() + "-").header("If-Range", rest.tag());
      }
      if (Origin.of(address).equals(Origin.of(settings.hub()))) {
        settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
      }
    };
  }

  /// The address of what the engine's makers publish for its version.
  ///
  /// @param path below it, encoded
  public URI engine(String path) {
    return URI.create(settings.engine() + "/" + path);
  }

  /// The address of a file as the hub's repository itself holds it: of one in large file storage, a
  /// pointer to it.
  public URI raw(String repository, String revision, String file) {
    return URI.create(settings.hub() + "/" + repository + "/raw/" + revision + "/" + file);
  }

  /// A file's address on the hub.
  ///
  /// @param repository owner and name
  /// @param revision a commit
  public URI hub(String repository, String revision, String file) {
    return URI.create(settings.hub() + "/" + repository + "/resolve/" + revision + "/" + file);
  }

  /// Asks what a file is without fetching it.
  ///
  /// @throws AkinException of a `NET_` kind
  public RemoteFile look(Consent consent, URI address, FetchWatch watch) {
    return persist(
            address,
            () -> 0,
            watch,
            () -> {
              Hop<Void> last =
                  redirects.follow(
                      consent,
                      address,
                      "HEAD",
                      terms(Rest.ALL),
                      BodyHandlers.discarding(),
                      hop -> HttpResponses.stated(hop.headers(), false).isPresent(),
                      () -> watch.at(0));
              HttpHeaders headers = last.response().headers();
              int status = last.response().statusCode();
              if (status >= CLIENT) {
                throw answers.failure(last.address(), status, headers);
              }
              return HttpResponses.stated(headers, status == OK)
                  .orElseThrow(
                      () ->
                          new AkinException(
                              Problem.NET_ANSWER,
                              String.valueOf(last.address().getHost()),
                              "it does not say what the file is"));
            })
        .orElseThrow(() -> new AkinException(Problem.STOPPED));
  }

  /// Fetches a file, or the rest of it.
  ///
  /// @param stated what it is to be
  /// @param file where it goes; what it holds already is gone on with where the server says that
  ///   its version is still the same
  /// @return false where the watch stopped it; what came so far is kept
  /// @throws AkinException of a `NET_` kind, `DISK_FULL`, `MODELS_UNWRITABLE`
  public boolean fetch(
      Consent consent, URI address, RemoteFile stated, Path file, FetchWatch watch) {
    PartialFile part = new PartialFile(file);
    return persist(
            address,
            part::length,
            watch,
            () -> {
              boolean goesOn = true;
              while (goesOn && part.length() != stated.bytes()) {
                goesOn = attempt(consent, address, stated, part, watch);
              }
              if (goesOn) {
                part.end();
              }
              return goesOn;
            })
        .orElse(false);
  }

  /// The whole of a small file.
  ///
  /// @param most more bytes than these are none that are wanted
  /// @return empty where there is more
  /// @throws AkinException of a `NET_` kind, `STOPPED`
  public Optional<byte[]> small(Consent consent, URI address, int most, FetchWatch watch) {
    return persist(address, () -> 0, watch, () -> take(consent, address, most, watch))
        .orElseThrow(() -> new AkinException(Problem.STOPPED));
  }

  private Optional<byte[]> take(Consent consent, URI address, int most, FetchWatch watch)
      throws IOException, InterruptedException, TransientException {
    Hop<Flow.Publisher<List<ByteBuffer>>> last =
        redirects.follow(
            consent,
            address,
            "GET",
            terms(Rest.ALL),
            BodyHandlers.ofPublisher(),
            _ -> false,
            () -> watch.at(0));
    try (BodyReader arrivals = new BodyReader()) {
      last.response().body().subscribe(arrivals);
      int status = last.response().statusCode();
      if (status != OK) {
        throw answers.failure(last.address(), status, last.response().headers());
      }
      return arrivals.all(most, patience.silence(), () -> false);
    }
  }

  private static TransientException silent(URI address) {
    return new TransientException(
        new AkinException(
            Problem.NET_UNREACHABLE, String.valueOf(address.getHost()), "it fell silent"),
        Duration.ZERO);
  }

  private interface Length {
    long now();
  }

  /// Tries until it works, nothing has come for too long, or the watch has enough: then it is
  /// empty.
  private <T> Optional<T> persist(
      URI address, Length length, FetchWatch watch, Attempt<T> attempt) {
    int inVain = 0;
    while (true) {
      long before = length.now();
      TransientException failure;
      try {
        return Optional.of(attempt.make());
      } catch (TransientException e) {
        failure = e;
      } catch (CancellationException e) {
        return Optional.empty();
      } catch (IOException e) {
        failure =
            new TransientException(
                new AkinException(
                    e, Problem.NET_UNREACHABLE, String.valueOf(address.getHost()), reason(e)),
                Duration.ZERO);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
      LOG.info("attempt at {} failed", address, failure);
      inVain = length.now() > before ? 1 : inVain + 1;
      Duration wait = patience.pause().multipliedBy(1L << Math.min(10, inVain - 1));
      if (failure.pause().compareTo(wait) > 0) {
        wait = failure.pause();
      }
      if (inVain >= patience.tries() || wait.compareTo(patience.longest()) > 0) {
        throw failure.lasting();
      }
      if (!rest(wait, length, watch)) {
        return Optional.empty();
      }
    }
  }

  private boolean rest(Duration wait, Length length, FetchWatch watch) {
    try {
      for (Duration left = wait; left.isPositive(); left = left.minus(GLANCE)) {
        if (!watch.at(length.now())) {
          return false;
        }
        patience.rest().take(left.compareTo(GLANCE) < 0 ? left : GLANCE);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean attempt(
      Consent consent, URI address, RemoteFile stated, PartialFile part, FetchWatch watch)
      throws IOException, InterruptedException, TransientException {
    if (part.length() > stated.bytes() || part.tag().isEmpty()) {
      part.discard();
    }
    Rest rest = new Rest(part.length(), part.tag());
    Hop<Flow.Publisher<List<ByteBuffer>>> last =
        redirects.follow(
            consent,
            address,
            "GET",
            terms(rest),
            BodyHandlers.ofPublisher(),
            _ -> false,
            () -> watch.at(part.length()));
    HttpHeaders headers = last.response().headers();
    int status = last.response().statusCode();
    try (BodyReader arrivals = new BodyReader()) {
      last.response().body().subscribe(arrivals);
      if (status == RANGE) {
        part.discard();
        throw wrong(last.address(), "it does not have the rest of the file");
      }
      if (status != OK && status != PARTIAL) {
        throw answers.failure(last.address(), status, headers);
      }
      String tag = last.tag();
      if (tag != null && stated.contradicts(tag)) {
        part.discard();
        throw new AkinException(Problem.NET_CHANGED, name(address));
      }
      boolean anew = status == OK || rest.from() == 0;
      String version = headers.firstValue("ETag").orElse("");
      if (!anew && !version.isEmpty() && !version.equals(rest.tag())) {
        part.discard();
        throw wrong(last.address(), "the rest it sends is of another version of the file");
      }
      check(last.address(), headers, status, rest.from(), stated);
      if (anew) {
        part.begin(version);
      }
      return write(arrivals, last.address(), stated, part, watch);
    }
  }

  /// What is sent must be what was asked for, whole or from a place on.
  private static void check(
      URI address, HttpHeaders headers, int status, long from, RemoteFile stated)
      throws TransientException {
    if (status == PARTIAL) {
      String range = headers.firstValue("Content-Range").orElse("").toLowerCase(Locale.ROOT);
      String right = "bytes " + from + "-" + (stated.bytes() - 1) + "/" + stated.bytes();
      if (!range.equals(right)) {
        throw wrong(address, "it sends another part of the file than was asked for");
      }
    } else if (headers.firstValueAsLong("Content-Length").orElse(stated.bytes())
        != stated.bytes()) {
      throw wrong(address, "the file has another length than it said");
    }
  }

  private boolean write(
      BodyReader arrivals, URI address, RemoteFile stated, PartialFile part, FetchWatch watch)
      throws IOException, InterruptedException, TransientException {
    try (PartialFile.Growth growth = part.grow()) {
      long here = part.length();
      Duration quiet = Duration.ZERO;
      while (true) {
        if (!watch.at(here)) {
          return false;
        }
        Optional<List<ByteBuffer>> came = arrivals.next(GLANCE);
        if (came.isEmpty()) {
          quiet = quiet.plus(GLANCE);
          if (quiet.compareTo(patience.silence()) >= 0) {
            throw silent(address);
          }
          continue;
        }
        quiet = Duration.ZERO;
        if (came.get().isEmpty()) {
          if (here < stated.bytes()) {
            throw wrong(address, "the file ended early");
          }
          return true;
        }
        for (ByteBuffer buffer : came.get()) {
          here += buffer.remaining();
          if (here > stated.bytes()) {
            part.discard();
            throw wrong(address, "the file is longer than it said");
          }
          growth.add(buffer);
        }
      }
    }
  }

  private static TransientException wrong(URI address, String detail) {
    return new TransientException(
        new AkinException(Problem.NET_ANSWER, String.valueOf(address.getHost()), detail),
        Duration.ZERO);
  }

  private static String name(URI address) {
    String path = address.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// Why something failed, in the words of what is at the bottom of it.
  static String reason(Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
  }

  /// Lets the connections go.
  @Override
  public void close() {
    redirects.close();
  }
}
