package app.akin.desktop.search;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.search.QueryImage;
import app.akin.desktop.notice.Notice;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.task.Tasks;
import app.akin.desktop.theme.Language;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Puts dropped, pasted or chosen content into the query, and handles folders, broken images and
/// too many files. Images replace those of the query unless they are added on purpose. JavaFX
/// thread only; files are checked in the background.
public final class DropHandler {
  /// Actions for content that is not part of a query.
  ///
  /// @param addFolder adds a folder to the library
  /// @param downloadsAllowed returns whether downloads are enabled in the settings
  /// @param fetch downloads an image after confirmation; called in the background
  /// @param settings opens the settings
  /// @param images returns photos as query images; called in the background if some are of other
  ///   computers
  public record Actions(
      Consumer<Path> addFolder,
      BooleanSupplier downloadsAllowed,
      Function<URI, byte[]> fetch,
      Runnable settings,
      Function<List<ContentId>, List<QueryImage>> images) {}

  private final SearchModel model;
  private final QueryThumbnails thumbnails;
  private final UnaryOperator<QueryImage> recognize;
  private final Notices notices;
  private final Language language;
  private final Actions actions;

  /// Reads files in the order in which they were passed, so that the last image wins.
  private final Tasks reading;

  private final Tasks downloads;

  /// @param thumbnails checks whether an image can be used
  /// @param recognize returns the photo of the library of which an image is a copy, otherwise the
  ///   image; called in the background
  /// @param background accesses files
  /// @param longRunning downloads
  public DropHandler(
      SearchModel model,
      QueryThumbnails thumbnails,
      UnaryOperator<QueryImage> recognize,
      Notices notices,
      Language language,
      Actions actions,
      Tasks background,
      Tasks longRunning) {
    this.model = model;
    this.thumbnails = thumbnails;
    this.recognize = recognize;
    this.notices = notices;
    this.language = language;
    this.actions = actions;
    reading = background.inOrder();
    downloads = longRunning;
  }

  /// Handles dropped content.
  ///
  /// @param add whether images are added to those of the query instead of replacing them
  public void take(DroppedContent dropped, boolean add) {
    switch (dropped) {
      case DroppedContent.Files(List<Path> paths) ->
          reading.run(() -> dispatch(paths, add), Runnable::run);
      case DroppedContent.Picture(byte[] bytes) -> {
        String name = language.of("search.pasted");
        reading.run(() -> check(List.of(new QueryImage.Bytes(name, bytes)), 0, add), Runnable::run);
      }
      case DroppedContent.Address(URI address) -> ask(address, add);
      case DroppedContent.Photos(List<ContentId> contents) ->
          withImages(contents, pictures -> join(pictures, contents.size(), add));
      case DroppedContent.Text(String text) -> {
        String before = model.queryProperty().get().words();
        String line = text.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse("");
        model.type(before.isBlank() ? line : before.stripTrailing() + " " + line);
      }
    }
  }

  /// Replaces the query by photos.
  public void searchWith(List<ContentId> contents) {
    withImages(contents, model::searchWith);
    if (contents.size() > SearchQuery.MAX_PICTURES) {
      notices.show("search.many", SearchQuery.MAX_PICTURES, contents.size());
    }
  }

  /// Passes as many photos on as a query takes: at once, unless some are of other computers.
  private void withImages(List<ContentId> contents, Consumer<List<QueryImage>> then) {
    List<ContentId> first = contents.stream().limit(SearchQuery.MAX_PICTURES).toList();
    if (first.stream().allMatch(ContentId::isOwn)) {
      then.accept(actions.images().apply(first));
    } else {
      downloads.run(() -> actions.images().apply(first), then);
    }
  }

  /// Returns what to do on the JavaFX thread. Called in the background.
  private Runnable dispatch(List<Path> paths, boolean add) {
    List<Path> folders = paths.stream().filter(Files::isDirectory).toList();
    List<QueryImage> pictures = new ArrayList<>();
    paths.stream()
        .filter(path -> !folders.contains(path))
        .limit(SearchQuery.MAX_PICTURES)
        .forEach(path -> pictures.add(new QueryImage.File(path)));
    if (pictures.isEmpty() && !folders.isEmpty()) {
      return () -> offerFolder(folders.getFirst());
    }
    return check(pictures, paths.size() - folders.size(), add);
  }

  /// Returns what to do on the JavaFX thread. Called in the background. An image without a
  /// thumbnail can't be a query image.
  private Runnable check(List<QueryImage> pictures, int offered, boolean add) {
    List<QueryImage> good = new ArrayList<>();
    AkinException refusal = null;
    for (QueryImage picture : pictures) {
      try {
        thumbnails.load(picture);
        good.add(recognize.apply(picture));
      } catch (AkinException e) {
        refusal = e;
      }
    }
    AkinException refused = refusal;
    return () -> {
      join(good, offered, add);
      if (refused != null) {
        notices.showError(refused);
      }
    };
  }

  private void join(List<QueryImage> pictures, int offered, boolean add) {
    int before = add ? model.queryProperty().get().pictures().size() : 0;
    if (!pictures.isEmpty()) {
      if (add) {
        model.add(pictures);
      } else {
        model.replacePictures(pictures);
      }
    }
    int room = SearchQuery.MAX_PICTURES - before;
    if (offered > room) {
      notices.show("search.many", Math.min(room, pictures.size()), offered);
    }
  }

  private void offerFolder(Path folder) {
    Notice.Action add =
        new Notice.Action(
            language.of("search.folder.add"), () -> actions.addFolder().accept(folder));
    notices.showWithAction(add, "search.folder", String.valueOf(folder.getFileName()));
  }

  private void ask(URI address, boolean add) {
    String host = String.valueOf(address.getHost());
    if (!actions.downloadsAllowed().getAsBoolean()) {
      notices.showWithAction(
          new Notice.Action(language.of("search.address.settings"), actions.settings()),
          "search.address.off");
      return;
    }
    Notice.Action fetch =
        new Notice.Action(
            language.of("search.address.fetch"),
            () -> {
              notices.show("search.address.coming", host);
              downloads.run(() -> fetch(address, add), Runnable::run);
            });
    notices.showWithAction(fetch, "search.address", host);
  }

  /// Returns what to do on the JavaFX thread. Called in the background.
  private Runnable fetch(URI address, boolean add) {
    byte[] bytes = actions.fetch().apply(address);
    Runnable checked = check(List.of(new QueryImage.Bytes(address.toString(), bytes)), 0, add);
    return () -> {
      notices.dismiss();
      checked.run();
    };
  }
}
