package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.mark.PhotoMarks;
import app.akin.core.photo.Flag;
import app.akin.core.photo.PhotoId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `akin rate`: shows or sets rating and flag of photos.
@Command(name = "rate")
final class RateVerb implements Callable<Integer> {
  private static final int MAX_STARS = 5;

  private final AkinCommand akin;
  private final Context context;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final PhotoSelection selection = new PhotoSelection();

  @Option(names = "--stars", paramLabel = "0..5")
  private @Nullable Integer stars;

  @Option(names = "--flag", paramLabel = "pick|reject|none")
  private @Nullable Flag flag;

  @Option(names = "--reset")
  private boolean reset;

  RateVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
  }

  @Override
  public Integer call() {
    long actions = Stream.of(stars != null, flag != null, reset).filter(given -> given).count();
    if (actions > 1) {
      throw wrong("usage.rate.several");
    }
    if (stars != null && (stars < 0 || stars > MAX_STARS)) {
      throw wrong("usage.rate.stars");
    }
    try (PhotoLibrary library = akin.openLibrary()) {
      List<PhotoId> photos =
          selection.photos(library, Objects.requireNonNull(spec).commandLine(), context);
      MarkOutput output = new MarkOutput(akin, context);
      PhotoMarks marks = library.marks();
      if (stars != null) {
        output.printChanged(photos.size(), marks.rate(photos, stars));
      } else if (flag != null) {
        output.printChanged(photos.size(), marks.flag(photos, flag));
      } else if (reset) {
        output.printChanged(photos.size(), marks.resetRating(photos));
      } else {
        output.print(library, photos, MarkOutput.Shown.RATING);
      }
    }
    return 0;
  }

  private ParameterException wrong(String key) {
    return new ParameterException(
        Objects.requireNonNull(spec).commandLine(), context.messages().of(key));
  }
}
