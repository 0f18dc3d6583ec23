package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
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

/// `akin caption`: shows or sets the captions of photos.
@Command(name = "caption")
final class CaptionVerb implements Callable<Integer> {
  private final AkinCommand akin;
  private final Context context;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final PhotoSelection selection = new PhotoSelection();

  @Option(names = "--set", paramLabel = "TEXT")
  private @Nullable String caption;

  @Option(names = "--remove")
  private boolean remove;

  @Option(names = "--reset")
  private boolean reset;

  CaptionVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
  }

  @Override
  public Integer call() {
    long actions = Stream.of(caption != null, remove, reset).filter(given -> given).count();
    if (actions > 1) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          context.messages().of("usage.caption.several"));
    }
    try (PhotoLibrary library = akin.openLibrary()) {
      List<PhotoId> photos =
          selection.photos(library, Objects.requireNonNull(spec).commandLine(), context);
      MarkOutput output = new MarkOutput(akin, context);
      if (actions == 0) {
        output.print(library, photos, MarkOutput.Shown.CAPTION);
      } else {
        String text = remove ? "" : caption;
        output.printChanged(photos.size(), library.marks().caption(photos, text));
      }
    }
    return 0;
  }
}
