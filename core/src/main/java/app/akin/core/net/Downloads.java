package app.akin.core.net;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
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
  private static final int REDIRECT = 300;
  private static final int NOT_MODIFIED = 304;
  private static final int CLIENT = 400;
  private static final int RANGE = 416;
  private static final int MOST_REDIRECTS = 8;
  private static final Duration GLANCE = Duration.ofMillis(200);

  private final NetSettings settings;
  private final Patience patience;
  private final Answers answers;
  private final Origin home;
  private final HttpClient client;

  /// @param clock tells how far off a date is that a server names
  public Downloads(NetSettings settings, Patience patience, InstantSource clock) {
    this.settings = settings;
    this.patience = patience;
    answers = new Answers(clock);
    home = Origin.of(settings.hub());
    client = settings.client(patience);
  }

  private interface Attempt<T> {
    T make() throws IOException, InterruptedException, PassingException;
  }

  /// What is missing of a file.
  ///
  /// @param from the first byte to send
  /// @param tag of the version whose beginning is here
  private record Rest(long from, String tag) {
    private static final Rest ALL = new Rest(0, "");
  }

  private record Hop<T>(URI address, HttpResponse<T> response, @Nullable String tag) {}

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
  public Stated look(Consent consent, URI address, FetchWatch watch) {
    return persist(
            address,
            () -> 0,
            watch,
            () -> {
              Hop<Void> last =
                  follow(
                      consent,
                      address,
                      "HEAD",
                      Rest.ALL,
                      BodyHandlers.discarding(),
                      hop -> Answers.stated(hop.headers(), false).isPresent());
              HttpHeaders headers = last.response().headers();
              int status = last.response().statusCode();
              if (status >= CLIENT) {
                throw answers.failure(last.address(), status, headers);
              }
              return Answers.stated(headers, status == OK)
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
  public boolean fetch(Consent consent, URI address, Stated stated, Path file, FetchWatch watch) {
    Part part = new Part(file);
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
      PassingException failure;
      try {
        return Optional.of(attempt.make());
      } catch (PassingException e) {
        failure = e;
      } catch (IOException e) {
        failure =
            new PassingException(
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

  private boolean attempt(Consent consent, URI address, Stated stated, Part part, FetchWatch watch)
      throws IOException, InterruptedException, PassingException {
    if (part.length() > stated.bytes() || part.tag().isEmpty()) {
      part.discard();
    }
    Rest rest = new Rest(part.length(), part.tag());
    Hop<Flow.Publisher<List<ByteBuffer>>> last =
        follow(consent, address, "GET", rest, BodyHandlers.ofPublisher(), _ -> false);
    HttpHeaders headers = last.response().headers();
    int status = last.response().statusCode();
    try (Arrivals arrivals = new Arrivals()) {
      last.response().body().subscribe(arrivals);
      if (status == RANGE) {
        part.discard();
        throw wrong(last.address(), "it does not have the rest of the file");
      }
      if (status != OK && status != PARTIAL) {
        throw answers.failure(last.address(), status, headers);
      }
      String tag = last.tag();
      if (tag != null && !tag.equals(stated.tag())) {
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
  private static void check(URI address, HttpHeaders headers, int status, long from, Stated stated)
      throws PassingException {
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

  private boolean write(Arrivals arrivals, URI address, Stated stated, Part part, FetchWatch watch)
      throws IOException, InterruptedException, PassingException {
    try (Part.Growth growth = part.grow()) {
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
            throw new PassingException(
                new AkinException(
                    Problem.NET_UNREACHABLE, String.valueOf(address.getHost()), "it fell silent"),
                Duration.ZERO);
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

  private interface Enough {
    boolean is(HttpResponse<?> hop);
  }

  /// Asks, and goes where the answers lead.
  ///
  /// @param rest what to send
  /// @param enough whether an answer that leads on says enough
  private <T> Hop<T> follow(
      Consent consent,
      URI start,
      String method,
      Rest rest,
      HttpResponse.BodyHandler<T> body,
      Enough enough)
      throws IOException, InterruptedException {
    URI address = start;
    String tag = null;
    for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
      Origin.requireSafe(address);
      LOG.debug("{} {} for {}", method, address, consent);
      HttpResponse<T> response = client.send(request(address, method, rest), body);
      Optional<String> linked = response.headers().firstValue("X-Linked-ETag");
      if (linked.isPresent() && Origin.of(address).equals(home)) {
        tag = Answers.plain(linked.get());
      }
      int status = response.statusCode();
      Optional<String> location = response.headers().firstValue("Location");
      boolean leads =
          status >= REDIRECT
              && status < CLIENT
              && status != NOT_MODIFIED
              && location.isPresent()
              && !enough.is(response);
      if (!leads) {
        if (tag == null && Origin.of(address).equals(home)) {
          tag = response.headers().firstValue("ETag").map(Answers::plain).orElse(null);
        }
        return new Hop<>(address, response, tag);
      }
      discard(response.body());
      address = next(address, location.get());
    }
    throw new AkinException(Problem.NET_REDIRECTS, String.valueOf(start.getHost()));
  }

  private static URI next(URI address, String location) {
    try {
      return address.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new AkinException(
          e, Problem.NET_ANSWER, String.valueOf(address.getHost()), "it leads nowhere");
    }
  }

  /// A body nobody wants is let go, so that its connection is.
  private static void discard(Object body) {
    if (body instanceof Flow.Publisher<?> publisher) {
      publisher.subscribe(new Refusal());
    }
  }

  private HttpRequest request(URI address, String method, Rest rest) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(patience.answer())
            .header("User-Agent", "Akin")
            .header("Accept-Encoding", "identity")
            .method(method, BodyPublishers.noBody());
    if (rest.from() > 0) {
      // The rest of this version only; of another one, all of it.
      request.header("Range", "bytes=" + rest.from() + "-").header("If-Range", rest.tag());
    }
    if (Origin.of(address).equals(home)) {
      settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    }
    return request.build();
  }

  private static PassingException wrong(URI address, String detail) {
    return new PassingException(
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
    client.shutdownNow();
  }
}
