package app.akin.core.search;

import app.akin.core.model.ModelSelection;
import app.akin.core.query.Fact;
import app.akin.core.query.ParsedLine;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchRequest.Stacks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A query that can be asked again later. Its line is read each time, so that "last week" stays
/// last week.
///
/// @param parts query images, texts and excluded texts
/// @param line the typed line; its text, excluded texts and facts join the others
/// @param facts facts in canonical form
/// @param in only photos in this folder and its subfolders; null for all
/// @param balance balance of images and texts, as in [SearchRequest]
/// @param useKind whether query images stand for their kind of thing, as in [SearchRequest]
/// @param order order of the results
public record SavedQuery(
    List<QueryPart> parts,
    String line,
    List<String> facts,
    @Nullable Path in,
    double balance,
    boolean useKind,
    Order order) {
  /// Copies the lists.
  public SavedQuery {
    parts = List.copyOf(parts);
    facts = List.copyOf(facts);
  }

  /// Returns whether it says nothing.
  public boolean isEmpty() {
    return parts.isEmpty() && line.isBlank() && facts.isEmpty() && in == null;
  }

  /// Returns the request.
  ///
  /// @param lines reads line and facts with the names that the library holds
  /// @param locale the locale of the user
  /// @param limit maximum number of results
  /// @throws app.akin.core.photo.AkinException of a `Fact` kind if a fact is not valid any more
  public SearchRequest request(
      LineReader lines, Locale locale, int limit, ModelSelection model, Stacks stacks) {
    ParsedLine read = ParsedLine.EMPTY;
    if (!line.isBlank()) {
      lines.refresh();
      boolean hasImage = parts.stream().anyMatch(QueryPart.Image.class::isInstance);
      read = lines.read(line, hasImage, locale);
    }
    List<QueryPart> all = new ArrayList<>(parts);
    if (!read.text().isBlank()) {
      all.add(new QueryPart.Text(read.text().strip(), 1));
    }
    read.minus().forEach(minus -> all.add(new QueryPart.ExcludedText(minus.text(), 1)));
    List<Fact> wanted = new ArrayList<>(facts.stream().map(lines::fact).toList());
    read.facts().forEach(chip -> wanted.add(chip.fact()));
    return new SearchRequest(
        all,
        balance,
        new Filter(in, wanted, List.of()),
        order,
        limit,
        model,
        useKind,
        stacks,
        false);
  }
}
