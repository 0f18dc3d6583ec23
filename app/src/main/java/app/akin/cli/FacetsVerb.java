package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.query.Facet;
import app.akin.core.query.FactField;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.i18n.Text;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `akin facets`: lists the facts that photos have, with numbers of photos.
@Command(name = "facets")
final class FacetsVerb implements Callable<Integer> {
  /// Number of values of each field, if no field is requested.
  private static final int MOST_FREQUENT = 10;

  private final AkinCommand akin;
  private final Context context;

  @Parameters(arity = "0..1", paramLabel = "FIELD", descriptionKey = "field")
  private @Nullable String name;

  FacetsVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
  }

  @Override
  public Integer call() {
    try (PhotoLibrary library = akin.openLibrary()) {
      if (name != null) {
        print(library.facets().of(field(name), Filter.NONE, Integer.MAX_VALUE));
      } else {
        for (FactField field : FactField.values()) {
          print(library.facets().of(field, Filter.NONE, MOST_FREQUENT));
        }
      }
    }
    return 0;
  }

  private static FactField field(String name) {
    return FactField.of(name)
        .orElseThrow(
            () ->
                new AkinException(
                    new Problem.FactFieldUnknown(
                        name,
                        String.join(
                            ", ",
                            Arrays.stream(FactField.values()).map(FactField::label).toList()))));
  }

  private void print(List<Facet> facets) {
    PrintStream out = context.terminal().out();
    int width =
        facets.stream().mapToInt(facet -> String.valueOf(facet.count()).length()).max().orElse(0);
    for (Facet facet : facets) {
      String fact = facet.fact().canonical();
      out.println(
          akin.json()
              ? new JsonLine().with("fact", fact).with("count", facet.count())
              : ("%" + width + "d  %s").formatted(facet.count(), Text.visible(fact)));
    }
  }
}
