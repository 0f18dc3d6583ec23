package app.akin.core.library;

import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.PathText;
import app.akin.core.photo.Problem;
import app.akin.core.query.GivenName;
import app.akin.core.search.Crop;
import app.akin.core.search.LineReader;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SavedQuery;
import app.akin.core.search.Search;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchRequest.Stacks;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.EditWriter;
import app.akin.core.store.SavedSearchRow;
import app.akin.core.store.SavedSearchRow.Kind;
import app.akin.core.store.SavedSearchRow.Part;
import app.akin.core.store.SavedSearchWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The saved searches of a library. Their results are those of the library as it is. A photo is new
/// to a search if it was added to the library after the results were last shown, and is a good
/// match: strong or possible, or any match if nothing is ranked.
///
/// Query images that are not in the library are stored with the search as small copies: files up to
/// 256 KB themselves, previews of larger ones.
///
/// Thread-safe. Methods read and write files, so they must not be called on the UI thread. Changes
/// take turns with a run of this or another process; they throw [AkinException] `LibraryBusy` if
/// they get none within a minute.
public final class SavedSearches {
  /// Maximum number of new photos that are counted.
  public static final int MAX_COUNT = 999;

  /// Size of the largest image of which the file itself is kept.
  private static final long SMALL_BYTES = 256 << 10;

  private final Path library;
  private final Path natives;
  private final CatalogueReader catalogue;
  private final Search search;
  private final LineReader lines;
  private final Clock clock;

  /// A saved search.
  ///
  /// @param id its ID
  /// @param name its name
  /// @param query the query
  /// @param seen the highest [app.akin.core.photo.PhotoId] when its results were last shown
  public record SavedSearch(long id, String name, SavedQuery query, long seen) {}

  SavedSearches(
      Path library,
      Path natives,
      CatalogueReader catalogue,
      Search search,
      LineReader lines,
      Clock clock) {
    this.library = library;
    this.natives = natives;
    this.catalogue = catalogue;
    this.search = search;
    this.lines = lines;
    this.clock = clock;
  }

  /// Returns all saved searches by name.
  public List<SavedSearch> list() {
    return catalogue.savedSearches().all().stream().map(this::search).toList();
  }

  /// Returns the saved search that a name means. Case is ignored; accents, blanks and hyphens are
  /// if this leaves one.
  ///
  /// @throws AkinException `SavedSearchUnknown`
  public SavedSearch find(String name) {
    return catalogue
        .savedSearches()
        .named(name)
        .map(this::search)
        .orElseThrow(() -> new AkinException(new Problem.SavedSearchUnknown(name)));
  }

  /// Saves a query. All of its present results count as seen.
  ///
  /// @param replace whether it replaces the query of an existing search of this name
  /// @throws AkinException `NameEmpty`, `NameTooLong`, `SavedSearchExists`, `QueryEmpty`, or
  ///   `QueryImage` if a query image cannot be read
  public SavedSearch save(String name, SavedQuery query, boolean replace) {
    return save(name, query, replace, highestPhoto());
  }

  /// Saves a search as it was before it was deleted or changed, under its name and with what was
  /// seen of it. It gets a new ID if it was deleted.
  ///
  /// @throws AkinException as [#save]
  public SavedSearch restore(SavedSearch before) {
    return save(before.name(), before.query(), true, before.seen());
  }

  private SavedSearch save(String name, SavedQuery query, boolean replace, long seen) {
    GivenName given = GivenName.of(name);
    if (query.isEmpty()) {
      throw new AkinException(new Problem.QueryEmpty());
    }
    // Reports an invalid fact before it is stored.
    query.facts().forEach(lines::fact);
    SavedSearchRow row = row(given, query, seen);
    write(
        writer -> {
          OptionalLong created = writer.create(row);
          if (created.isPresent()) {
            return;
          }
          SavedSearchRow known =
              catalogue
                  .savedSearches()
                  .named(given.text())
                  .filter(other -> replace && other.name().key().equals(given.key()))
                  .orElseThrow(
                      () -> new AkinException(new Problem.SavedSearchExists(given.text())));
          writer.replace(known.id(), row);
        });
    return find(given.text());
  }

  /// Renames a saved search.
  ///
  /// @throws AkinException `NameEmpty`, `NameTooLong`, `SavedSearchExists`
  public void rename(long id, String name) {
    GivenName given = GivenName.of(name);
    write(
        writer -> {
          if (!writer.rename(id, given)) {
            throw new AkinException(new Problem.SavedSearchExists(given.text()));
          }
        });
  }

  /// Deletes a saved search with its copies of images.
  public void delete(long id) {
    write(writer -> writer.delete(id));
  }

  /// Returns the request of a saved search.
  ///
  /// @param locale the locale of the user
  /// @param limit maximum number of results
  /// @throws AkinException of a `Fact` kind if a fact is not valid any more
  public SearchRequest request(
      SavedSearch saved, Locale locale, int limit, ModelSelection model, Stacks stacks) {
    return saved.query().request(lines, locale, limit, model, stacks);
  }

  /// Returns the highest ID of a photo. Read before a search, it is what [#look] records after it.
  public long highestPhoto() {
    return catalogue.savedSearches().highestPhoto();
  }

  /// Records that the results of a saved search were shown.
  ///
  /// @param highestPhoto the result of [#highestPhoto] before the search
  public void look(SavedSearch saved, long highestPhoto) {
    if (highestPhoto > saved.seen()) {
      write(writer -> writer.setSeen(saved.id(), highestPhoto));
    }
  }

  /// Returns the number of photos that are new to a saved search, at most [#MAX_COUNT]. Takes a
  /// search among the photos that were added since, and no time if there are none.
  ///
  /// @param locale the locale of the user
  /// @throws AkinException as [Search#find], and of a `Fact` kind if a fact is not valid any more
  public int countNew(SavedSearch saved, Locale locale, ModelSelection model) {
    if (highestPhoto() <= saved.seen()) {
      return 0;
    }
    SearchRequest all = request(saved, locale, MAX_COUNT, model, SearchRequest.Stacks.ALL);
    SearchAnswer answer = search.find(onlyNew(all, saved));
    return Math.toIntExact(
        Math.min(
            MAX_COUNT,
            answer.list().isPresent()
                ? answer.list().get().size()
                : answer.results().stream().filter(result -> isGood(result.band())).count()));
  }

  /// Returns a request restricted to the photos that were added since the results of a saved search
  /// were last shown.
  public static SearchRequest onlyNew(SearchRequest request, SavedSearch saved) {
    return request.withFilter(request.filter().addedAfter(saved.seen()));
  }

  /// Returns whether a result counts as new if its photo is.
  public static boolean isGood(RelevanceBand band) {
    return switch (band) {
      case STRONG, POSSIBLE, MATCH -> true;
      case WEAK, NOT_COMPARED, UNKNOWN -> false;
    };
  }

  private SavedSearchRow row(GivenName name, SavedQuery query, long seen) {
    List<Part> parts = new ArrayList<>();
    for (QueryPart part : query.parts()) {
      switch (part) {
        case QueryPart.Image image -> parts.add(image(image));
        case QueryPart.Text text ->
            parts.add(new Part(Kind.TEXT, text.text(), text.weight(), null, null, null));
        case QueryPart.ExcludedText text ->
            parts.add(new Part(Kind.EXCLUDED, text.text(), text.weight(), null, null, null));
        case QueryPart.Feedback feedback -> feedback(feedback).ifPresent(parts::add);
      }
    }
    query.facts().forEach(fact -> parts.add(new Part(Kind.FACT, fact, 1, null, null, null)));
    Path in = query.in();
    return new SavedSearchRow(
        0,
        name,
        query.line(),
        in == null ? null : PathText.of(in),
        query.balance(),
        query.useKind(),
        query.order().name().toLowerCase(Locale.ROOT),
        seen,
        parts);
  }

  private void addFeedback(List<QueryPart> parts, Part part, Direction direction) {
    QueryImage image = image(part);
    if (image != null) {
      parts.add(new QueryPart.Feedback(image, direction, part.weight()));
    }
  }

  private Part image(QueryPart.Image part) {
    Crop crop = part.crop();
    return image(
        Kind.IMAGE,
        part.image(),
        part.weight(),
        crop.left() + " " + crop.top() + " " + crop.width() + " " + crop.height());
  }

  /// Returns the part of a photo; empty if the library does not have it any more, as the search
  /// ignores it then.
  private Optional<Part> feedback(QueryPart.Feedback part) {
    if (part.image() instanceof QueryImage.Photo(ContentId content)
        && catalogue.primaryContent(content).isEmpty()) {
      return Optional.empty();
    }
    Kind kind =
        switch (part.direction()) {
          case MORE -> Kind.MORE;
          case LESS -> Kind.LESS;
        };
    return Optional.of(image(kind, part.image(), part.weight(), null));
  }

  private Part image(Kind kind, QueryImage given, double weight, @Nullable String crop) {
    QueryImage image = search.recognize(given);
    byte[] copy = image instanceof QueryImage.Photo ? search.thumbnail(image) : copy(image);
    ContentKey key =
        image instanceof QueryImage.Photo(ContentId content)
            ? catalogue.savedSearches().key(content).orElse(null)
            : null;
    return new Part(kind, name(given), weight, crop, key, copy);
  }

  /// Returns a small image itself, so that its results stay the same, and a preview of a large one.
  private byte[] copy(QueryImage image) {
    // Reports an image that cannot be used before it is stored.
    byte[] preview = search.preview(image);
    return switch (image) {
      case QueryImage.Bytes(String _, byte[] bytes) ->
          bytes.length <= SMALL_BYTES ? bytes.clone() : preview;
      case QueryImage.File(Path file) -> {
        try {
          yield Files.size(file) <= SMALL_BYTES ? Files.readAllBytes(file) : preview;
        } catch (IOException _) {
          // It was removed meanwhile.
          yield preview;
        }
      }
      case QueryImage.Photo _ -> preview;
    };
  }

  private String name(QueryImage image) {
    return switch (image) {
      case QueryImage.File(Path file) -> String.valueOf(file.getFileName());
      case QueryImage.Bytes(String name, byte[] _) -> name;
      case QueryImage.Photo(ContentId content) ->
          Optional.ofNullable(catalogue.photos(List.of(content)).get(content))
              .map(row -> String.valueOf(row.paths().getFirst().getFileName()))
              .orElse("");
    };
  }

  private SavedSearch search(SavedSearchRow row) {
    List<QueryPart> parts = new ArrayList<>();
    List<String> facts = new ArrayList<>();
    for (Part part : row.parts()) {
      switch (part.kind()) {
        case IMAGE -> {
          QueryImage image = image(part);
          if (image != null) {
            parts.add(new QueryPart.Image(image, crop(part.crop()), part.weight()));
          }
        }
        case TEXT -> parts.add(new QueryPart.Text(part.text(), part.weight()));
        case EXCLUDED -> parts.add(new QueryPart.ExcludedText(part.text(), part.weight()));
        case FACT -> facts.add(part.text());
        case MORE -> addFeedback(parts, part, Direction.MORE);
        case LESS -> addFeedback(parts, part, Direction.LESS);
      }
    }
    String folder = row.folder();
    return new SavedSearch(
        row.id(),
        row.name().text(),
        new SavedQuery(
            parts,
            row.line(),
            facts,
            folder == null ? null : PathText.path(folder),
            row.balance(),
            row.useKind(),
            Order.valueOf(row.sort().toUpperCase(Locale.ROOT))),
        row.seen());
  }

  /// Returns the photo of the library, or the copy; null if there is neither.
  private @Nullable QueryImage image(Part part) {
    ContentKey key = part.key();
    if (key != null) {
      Optional<ContentId> content = catalogue.savedSearches().content(key);
      if (content.isPresent()) {
        return new QueryImage.Photo(content.get());
      }
    }
    byte @Nullable [] copy = part.copy();
    return copy == null ? null : new QueryImage.Bytes(part.text(), copy);
  }

  private static Crop crop(@Nullable String text) {
    if (text == null) {
      return Crop.WHOLE;
    }
    String[] edges = text.split(" ", -1);
    return new Crop(
        Double.parseDouble(edges[0]),
        Double.parseDouble(edges[1]),
        Double.parseDouble(edges[2]),
        Double.parseDouble(edges[3]));
  }

  private void write(Consumer<SavedSearchWriter> change) {
    try (EditWriter writer = EditWriter.open(library, natives, clock)) {
      change.accept(writer.savedSearches());
      writer.commit();
    }
  }
}
