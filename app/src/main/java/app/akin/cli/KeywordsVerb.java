package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.KeywordCount;
import app.akin.core.photo.PhotoId;
import app.akin.i18n.Text;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `akin keywords`: shows or changes the keywords of photos, or lists those of the library.
@Command(name = "keywords")
final class KeywordsVerb implements Callable<Integer> {
  private final AkinCommand akin;
  private final Context context;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final PhotoSelection selection = new PhotoSelection();

  @Option(names = "--add", paramLabel = "KEYWORD")
  private List<String> added = new ArrayList<>();

  @Option(names = "--remove", paramLabel = "KEYWORD")
  private List<String> removed = new ArrayList<>();

  KeywordsVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
  }

  @Override
  public Integer call() {
    boolean changes = !added.isEmpty() || !removed.isEmpty();
    try (PhotoLibrary library = akin.openLibrary()) {
      if (!changes && selection.isEmpty()) {
        list(library.marks().keywordCounts());
        return 0;
      }
      List<PhotoId> photos =
          selection.photos(library, Objects.requireNonNull(spec).commandLine(), context);
      MarkOutput output = new MarkOutput(akin, context);
      if (changes) {
        output.printChanged(photos.size(), library.marks().keywords(photos, added, removed));
      } else {
        output.print(library, photos, MarkOutput.Shown.KEYWORDS);
      }
    }
    return 0;
  }

  private void list(List<KeywordCount> keywords) {
    PrintStream out = context.terminal().out();
    int width = keywords.stream().mapToInt(KeywordCount::photos).max().orElse(0);
    String form = "%" + String.valueOf(width).length() + "d  %s";
    for (KeywordCount keyword : keywords) {
      out.println(
          akin.json()
              ? new JsonLine().with("keyword", keyword.keyword()).with("photos", keyword.photos())
              : form.formatted(keyword.photos(), Text.visible(keyword.keyword())));
    }
  }
}
