package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.library.SavedSearches.SavedSearch;
import app.akin.core.query.Fact;
import app.akin.core.search.SavedQuery;
import app.akin.core.search.SearchRequest;
import app.akin.i18n.Text;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `akin searches save NAME [TEXT...]`: saves a query, with the options of `akin search`.
@Command(name = "save")
// The field of the words only declares a parameter; [QueryArguments] consumes its values in order.
@SuppressWarnings("UnusedVariable")
final class SearchesSaveVerb implements Callable<Integer>, QueryArguments.Owner {
  private final AkinCommand akin;
  private final Context context;

  @Mixin private final QueryOptions query;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "name")
  private String name = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "TEXT",
      descriptionKey = "text.words",
      parameterConsumer = QueryArguments.PartConsumer.class)
  private @Nullable List<String> words;

  @Option(names = "--replace")
  private boolean replace;

  SearchesSaveVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
    this.query = new QueryOptions(context);
  }

  @Override
  public QueryArguments parts() {
    return query.arguments();
  }

  @Override
  public Integer call() throws IOException {
    try (PhotoLibrary library = akin.openLibrary()) {
      SavedQuery saving =
          new SavedQuery(
              query.parts(Objects.requireNonNull(spec).commandLine()),
              query.line(),
              query.facts(library.lines()).stream().map(Fact::canonical).toList(),
              query.folder(),
              SearchRequest.NEUTRAL_BALANCE,
              query.isOfKind(),
              query.sort());
      SavedSearch saved = library.savedSearches().save(name, saving, replace);
      if (akin.json()) {
        context.terminal().out().println(new JsonLine().with("search", saved.name()));
      } else {
        context
            .terminal()
            .out()
            .println(context.messages().of("searches.saved", Text.visible(saved.name())));
      }
    }
    return 0;
  }
}
