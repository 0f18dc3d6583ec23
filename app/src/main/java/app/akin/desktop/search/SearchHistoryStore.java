package app.akin.desktop.search;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.FileOperations;
import app.akin.core.search.Crop;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.core.search.SearchRequest.Filter;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores the [SearchHistory] of a library: `searches.properties`, replaced atomically, and pasted
/// images as thumbnails in the folder `searches`, named by the hash of the image. A query that
/// can't be stored or read, for instance because its thumbnail is missing, is left out; a damaged
/// file gives an empty history. Errors are logged. Not thread-safe.
public final class SearchHistoryStore {
  private static final Logger log = LoggerFactory.getLogger(SearchHistoryStore.class);
  private static final String FILE = "searches.properties";
  private static final String FOLDER = "searches";
  private static final String EXTENSION = ".jpg";
  private static final int NAME_BYTES = 16;

  /// A thumbnail has some ten kilobytes; a larger file is not one.
  private static final long MAX_IMAGE_BYTES = 1 << 20;

  private final Path file;
  private final Path folder;
  private final Function<QueryImage, byte[]> thumbnails;

  /// Stored files of images in the history, by identity.
  private final Map<QueryImage.Bytes, String> names = new HashMap<>();

  /// @param library the folder of the library
  /// @param thumbnails returns the thumbnail of an image: JPEG, long side at most 512 pixels
  public SearchHistoryStore(Path library, Function<QueryImage, byte[]> thumbnails) {
    this.file = library.resolve(FILE);
    this.folder = library.resolve(FOLDER);
    this.thumbnails = thumbnails;
  }

  /// Returns the stored history; empty if there is none.
  public Optional<SearchHistory> read() {
    Properties saved = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      saved.load(reader);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      log.info("The search history {} cannot be read: {}", file, e.toString());
      return Optional.empty();
    }
    int shown = number(saved, "position");
    List<SearchQuery> queries = new ArrayList<>();
    int position = 0;
    for (int i = 0; i < Math.min(number(saved, "size"), SearchHistory.MAX); i++) {
      // Queries that differ in a correction, which is not stored, are one.
      query(saved, i + ".")
          .filter(query -> queries.isEmpty() || !query.equals(queries.getLast()))
          .ifPresent(queries::add);
      if (i <= shown) {
        position = Math.max(0, queries.size() - 1);
      }
    }
    return queries.isEmpty() ? Optional.empty() : Optional.of(new SearchHistory(queries, position));
  }

  private static int number(Properties saved, String key) {
    try {
      return Integer.parseInt(saved.getProperty(key, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private Optional<SearchQuery> query(Properties saved, String key) {
    try {
      List<QueryPart.Image> images = new ArrayList<>();
      List<QueryPart.ExcludedText> excluded = new ArrayList<>();
      for (int i = 0; saved.containsKey(key + "image." + i) && i < SearchQuery.MAX_PICTURES; i++) {
        images.add(image(saved, key + "image." + i));
      }
      for (int i = 0; saved.containsKey(key + "not." + i); i++) {
        excluded.add(
            new QueryPart.ExcludedText(
                text(saved, key + "not." + i), weight(saved, key + "not." + i)));
      }
      List<QueryPart.Feedback> feedback = new ArrayList<>();
      for (int i = 0; saved.containsKey(key + "feedback." + i); i++) {
        feedback.add(feedback(saved, key + "feedback." + i));
      }
      double balance = Double.parseDouble(text(saved, key + "balance"));
      if (!(balance >= 0 && balance <= 1)) {
        throw new IllegalArgumentException("balance " + balance);
      }
      String in = saved.getProperty(key + "in");
      Filter filter = in == null ? Filter.NONE : Filter.in(Path.of(URI.create(in)));
      boolean kind = Boolean.parseBoolean(saved.getProperty(key + "kind"));
      return Optional.of(
          new SearchQuery(images, excluded, "", balance, filter, kind, List.of(), feedback)
              .withText(text(saved, key + "words")));
    } catch (IOException | RuntimeException e) {
      log.info("A search of the history is left out: {}", e.toString());
      return Optional.empty();
    }
  }

  private QueryPart.Feedback feedback(Properties saved, String key) throws IOException {
    return new QueryPart.Feedback(
        queryImage(saved, key),
        Direction.valueOf(text(saved, key + ".direction").toUpperCase(Locale.ROOT)),
        weight(saved, key));
  }

  private QueryImage queryImage(Properties saved, String key) throws IOException {
    String[] value = text(saved, key).split(" ", 2);
    return switch (value[0]) {
      case "file" -> new QueryImage.File(Path.of(URI.create(value[1])));
      case "photo" -> new QueryImage.Photo(new ContentId(Long.parseLong(value[1])));
      case "pasted" -> pasted(value[1], saved.getProperty(key + ".name", ""));
      default -> throw new IllegalArgumentException(value[0]);
    };
  }

  private QueryPart.Image image(Properties saved, String key) throws IOException {
    QueryImage image = queryImage(saved, key);
    String[] crop = saved.getProperty(key + ".crop", "0 0 1 1").split(" ", -1);
    return new QueryPart.Image(
        image,
        new Crop(
            Double.parseDouble(crop[0]),
            Double.parseDouble(crop[1]),
            Double.parseDouble(crop[2]),
            Double.parseDouble(crop[3])),
        weight(saved, key));
  }

  private QueryImage.Bytes pasted(String stored, String name) throws IOException {
    if (!stored.matches("[0-9a-f]{" + 2 * NAME_BYTES + "}")) {
      throw new IllegalArgumentException(stored);
    }
    for (Map.Entry<QueryImage.Bytes, String> known : names.entrySet()) {
      if (known.getValue().equals(stored)) {
        return known.getKey();
      }
    }
    Path image = folder.resolve(stored + EXTENSION);
    if (Files.size(image) > MAX_IMAGE_BYTES) {
      throw new IllegalArgumentException(image + " is too large");
    }
    QueryImage.Bytes read = new QueryImage.Bytes(name, Files.readAllBytes(image));
    names.put(read, stored);
    return read;
  }

  private static String text(Properties saved, String key) {
    return Objects.requireNonNull(saved.getProperty(key), key);
  }

  private static double weight(Properties saved, String key) {
    double weight = Double.parseDouble(saved.getProperty(key + ".weight", "1"));
    if (!(weight > 0 && Double.isFinite(weight))) {
      throw new IllegalArgumentException("weight " + weight);
    }
    return weight;
  }

  /// Replaces the stored history.
  public void write(SearchHistory history) {
    Properties saved = new Properties();
    int size = 0;
    int position = 0;
    for (int i = 0; i < history.queries().size(); i++) {
      Optional<Properties> query = properties(history.queries().get(i), size + ".");
      if (query.isPresent()) {
        saved.putAll(query.get());
        position = i <= history.position() ? size : position;
        size++;
      }
    }
    saved.setProperty("size", Integer.toString(size));
    saved.setProperty("position", Integer.toString(position));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      FileOperations.write(file, out -> saved.store(out, null));
      deleteOtherImages(history);
    } catch (IOException e) {
      log.warn("The search history cannot be written to {}", file, e);
    }
  }

  /// Returns the properties of a query; empty if one of its images can't be stored.
  private Optional<Properties> properties(SearchQuery query, String key) {
    Properties saved = new Properties();
    for (int i = 0; i < query.pictures().size(); i++) {
      QueryPart.Image part = query.pictures().get(i);
      String image = key + "image." + i;
      if (!put(saved, image, part.image())) {
        return Optional.empty();
      }
      Crop crop = part.crop();
      saved.setProperty(
          image + ".crop",
          crop.left() + " " + crop.top() + " " + crop.width() + " " + crop.height());
      saved.setProperty(image + ".weight", Double.toString(part.weight()));
    }
    for (int i = 0; i < query.excluded().size(); i++) {
      saved.setProperty(key + "not." + i, query.excluded().get(i).text());
      saved.setProperty(
          key + "not." + i + ".weight", Double.toString(query.excluded().get(i).weight()));
    }
    for (int i = 0; i < query.feedback().size(); i++) {
      QueryPart.Feedback part = query.feedback().get(i);
      String image = key + "feedback." + i;
      if (!put(saved, image, part.image())) {
        return Optional.empty();
      }
      saved.setProperty(image + ".direction", part.direction().name().toLowerCase(Locale.ROOT));
      saved.setProperty(image + ".weight", Double.toString(part.weight()));
    }
    saved.setProperty(key + "words", query.words());
    saved.setProperty(key + "balance", Double.toString(query.balance()));
    saved.setProperty(key + "kind", Boolean.toString(query.useKind()));
    Path in = query.filter().in();
    if (in != null) {
      saved.setProperty(key + "in", in.toUri().toString());
    }
    return Optional.of(saved);
  }

  /// Puts an image; returns false if it can't be stored.
  private boolean put(Properties saved, String key, QueryImage image) {
    Optional<String> stored = stored(image);
    stored.ifPresent(value -> saved.setProperty(key, value));
    if (image instanceof QueryImage.Bytes(String name, byte[] _)) {
      saved.setProperty(key + ".name", name);
    }
    return stored.isPresent();
  }

  private Optional<String> stored(QueryImage image) {
    return switch (image) {
      case QueryImage.File(Path path) -> Optional.of("file " + path.toUri());
      case QueryImage.Photo(ContentId content) -> Optional.of("photo " + content.value());
      case QueryImage.Bytes bytes -> name(bytes).map(name -> "pasted " + name);
    };
  }

  /// Returns the name of a stored thumbnail, which is written first if necessary.
  private Optional<String> name(QueryImage.Bytes image) {
    String known = names.get(image);
    if (known != null && Files.exists(folder.resolve(known + EXTENSION))) {
      return Optional.of(known);
    }
    try {
      byte[] thumbnail = thumbnails.apply(image);
      String name = known == null ? hash(image.bytes()) : known;
      Files.createDirectories(folder);
      FileOperations.write(folder.resolve(name + EXTENSION), out -> out.write(thumbnail));
      names.put(image, name);
      return Optional.of(name);
    } catch (IOException | AkinException e) {
      log.info("A pasted image of the search history cannot be stored in {}", folder, e);
      return Optional.empty();
    }
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private void deleteOtherImages(SearchHistory history) throws IOException {
    names
        .keySet()
        .retainAll(
            history.queries().stream()
                .flatMap(SearchHistoryStore::images)
                .collect(Collectors.toSet()));
    deleteImages(Set.copyOf(names.values()));
  }

  private static Stream<QueryImage> images(SearchQuery query) {
    return Stream.concat(
        query.pictures().stream().map(QueryPart.Image::image),
        query.feedback().stream().map(QueryPart.Feedback::image));
  }

  private void deleteImages(Set<String> except) throws IOException {
    try (DirectoryStream<Path> images = Files.newDirectoryStream(folder)) {
      for (Path image : images) {
        String name = image.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!except.contains(name.replace(EXTENSION, ""))) {
          FileOperations.delete(image);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // No image was pasted yet.
      return;
    }
  }

  /// Deletes the stored history.
  public void delete() {
    try {
      names.clear();
      FileOperations.delete(file);
      deleteImages(Set.of());
      FileOperations.delete(folder);
    } catch (IOException e) {
      log.warn("The search history {} cannot be deleted", file, e);
    }
  }
}
